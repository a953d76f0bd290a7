package dev.sluice.server.admin;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sluice.server.config.Durations;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Query;
import dev.sluice.server.http.Response;
import dev.sluice.server.loop.SubscriberId;
import dev.sluice.server.loop.Trace;
import dev.sluice.server.loop.Traces;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Switches traces of a user or a connection on and off while the gateway runs. Any thread. */
public final class TraceAdmin {
  private static final int MAX_NAME_LENGTH = 255;
  private static final Duration ORDINARY_TIME = Duration.ofMinutes(10);
  private static final Duration MAX_TIME = Duration.ofHours(1);

  private final Traces traces;

  /** Administers these. */
  public TraceAdmin(Traces traces) {
    this.traces = traces;
  }

  /** {@code POST /v1/traces?user=…} or {@code ?connection=…}, with {@code for=10m}. */
  public Response begin(Query query) {
    String user = query.one("user");
    String connection = query.one("connection");
    if ((user == null) == (connection == null)) {
      throw badRequest("a trace is of a user or of a connection");
    }
    Trace trace = user == null
        ? traces.begin(Trace.Subject.CONNECTION, connection(connection), time(query))
        : traces.begin(Trace.Subject.USER, user(user), time(query));
    if (trace == null) {
      throw new ProblemException(
          new Problem(409, "there are " + Traces.MAX + " traces already; end one first"));
    }
    return Response.json(201, json(trace));
  }

  /** {@code GET /v1/traces}. */
  public Response list() {
    traces.expire();
    String all =
        traces.active().stream().map(TraceAdmin::json).collect(Collectors.joining(",", "[", "]"));
    return Response.json(200, "{\"traces\":" + all + "}");
  }

  /** {@code DELETE /v1/traces/{id}}. */
  public Response end(String id) {
    if (!id.matches("[0-9]{1,18}") || !traces.end(Long.parseLong(id))) {
      throw new ProblemException(Problem.notFound("there is no trace " + id));
    }
    return new Response(204);
  }

  private static String user(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
      throw badRequest("a user has 1 to " + MAX_NAME_LENGTH + " characters");
    }
    return name;
  }

  private static String connection(@Nullable String id) {
    if (id == null || SubscriberId.parse(id) < 0) {
      throw badRequest("connection is to be the id of one");
    }
    return id;
  }

  private static Duration time(Query query) {
    String text = query.one("for");
    if (text == null) {
      return ORDINARY_TIME;
    }
    Duration time = duration(text);
    if (time.isNegative() || time.isZero() || time.compareTo(MAX_TIME) > 0) {
      throw badRequest("for is to be a time of at most 1h");
    }
    return time;
  }

  private static Duration duration(String text) {
    try {
      return Durations.of(text);
    } catch (IllegalArgumentException e) {
      throw badRequest("for " + e.getMessage());
    }
  }

  private static ProblemException badRequest(String detail) {
    return new ProblemException(Problem.badRequest(detail));
  }

  private static String json(Trace trace) {
    String subject = trace.subject().name().toLowerCase(Locale.ROOT);
    String name = new String(JsonStringEncoder.getInstance().quoteAsString(trace.name()));
    return "{\"id\":\"" + trace.id() + "\",\"" + subject + "\":\"" + name + "\",\"until\":"
        + trace.untilMillis() + "}";
  }
}
