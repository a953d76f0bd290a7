package dev.sluice.server.transport;

import dev.sluice.core.metrics.Transport;
import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Query;
import dev.sluice.server.http.WebSocketOpening;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which transport a request means: what it says in so many words, then an upgrade, then its Accept
 * header. Any thread.
 */
final class TransportChoice {
  private static final String SSE = "text/event-stream";
  private static final String NDJSON = "application/x-ndjson";
  private static final String JSON = "application/json";
  private static final String ANY = "*/*";
  private static final Pattern WEIGHT = Pattern.compile("[01](\\.[0-9]{0,3})?");

  private TransportChoice() {}

  static Transport of(Exchange exchange) {
    Query query = exchange.query();
    HttpHeaders headers = exchange.headers();
    String named = query.one("transport");
    if (named != null) {
      return byName(named);
    }
    if (exchange.webSocketOpening() != WebSocketOpening.NONE
        || headers.contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
      return Transport.WS;
    }
    String accept = headers.get(HttpHeaderNames.ACCEPT);
    return accept == null ? Transport.LONGPOLL : byAccept(accept, headers);
  }

  private static Transport byName(String name) {
    for (Transport transport : Transport.values()) {
      if (transport.label().equals(name)) {
        return transport;
      }
    }
    throw new ProblemException(
        Problem.badRequest("transport is one of ws, sse, stream, longpoll, poll"));
  }

  private static Transport byAccept(String first, HttpHeaders headers) {
    List<String> all = headers.getAll(HttpHeaderNames.ACCEPT);
    Transport only = all.size() == 1 ? byOneRange(first) : null;
    return only != null ? only : byRanges(String.join(",", all));
  }

  /** What most clients say, EventSource among them; null where more thought is needed. */
  private static @Nullable Transport byOneRange(String range) {
    return switch (range) {
      case SSE -> Transport.SSE;
      case NDJSON -> Transport.STREAM;
      case JSON, ANY -> Transport.LONGPOLL;
      default -> null;
    };
  }

  private static Transport byRanges(String ranges) {
    double sse = quality(ranges, SSE);
    double stream = quality(ranges, NDJSON);
    double json = bestQuality(ranges, JSON, "application/*", ANY);
    if (sse > 0 && sse >= stream && sse >= json) {
      return Transport.SSE;
    }
    if (stream > 0 && stream >= json) {
      return Transport.STREAM;
    }
    if (json > 0) {
      return Transport.LONGPOLL;
    }
    throw new ProblemException(
        new Problem(406, "there is " + SSE + ", " + NDJSON + " and " + JSON + " to accept"));
  }

  private static double bestQuality(String ranges, String... types) {
    double best = 0;
    for (String type : types) {
      best = Math.max(best, quality(ranges, type));
    }
    return best;
  }

  /** The weight of a media range (RFC 9110, 12.4.2), 0 where it isn't there. */
  private static double quality(String ranges, String type) {
    for (String range : ranges.split(",", -1)) {
      String[] parts = range.split(";", -1);
      if (parts[0].strip().equalsIgnoreCase(type)) {
        return weight(parts);
      }
    }
    return 0;
  }

  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
        return number(parameter.substring(2));
      }
    }
    return 1;
  }

  private static double number(String text) {
    return WEIGHT.matcher(text).matches() ? Double.parseDouble(text) : 1;
  }
}
