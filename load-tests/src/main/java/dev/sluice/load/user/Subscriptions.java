package dev.sluice.load.user;

import static dev.sluice.load.user.Users.subscriber;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.sse;
import static io.gatling.javaapi.http.HttpDsl.status;
import static io.gatling.javaapi.http.HttpDsl.ws;

import dev.sluice.load.measure.LoadRun;
import dev.sluice.load.plan.Transport;
import dev.sluice.load.tally.Subscriber;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One subscription, from connecting to leaving, over each transport. Built on one thread, before
 * the run.
 *
 * <p>A WebSocket and an event stream are Gatling's own, with one check that sees each message when
 * it comes and matches none but the one after which to leave. Of a plain HTTP response Gatling
 * shows nothing before its end, so the NDJSON stream is {@link StreamedRequest}, on Gatling's HTTP
 * client. Polls are Gatling's requests, chained by the cursor.
 */
final class Subscriptions {
  private static final int LONGEST_WAIT_SECONDS = 25;
  private static final String LEAVE = "leave";

  private Subscriptions() {}

  static ChainBuilder over(Transport transport, LoadRun run, Leaving leaving) {
    Duration longest = Duration.ofMillis(run.plan().longestMillis());
    return switch (transport) {
      case WS -> webSocket(longest, leaving);
      case SSE -> events(longest, leaving);
      case STREAM -> exec(new StreamedRequest(run.plan(), leaving, Reading.STEADY));
      case LONG_POLL -> longPolls(run, leaving);
      case POLL -> polls(run, leaving, Duration.ofMillis(run.plan().pollMillis()));
    };
  }

  /** Its reader stops now and then; a poll that is made too seldom comes to the same. */
  static ChainBuilder stalling(Transport transport, LoadRun run) {
    return transport.pushes()
        ? exec(new StreamedRequest(run.plan(), Leaving.never(), Reading.STALLING))
        : polls(run, Leaving.never(), Duration.ofMillis(run.plan().stallMillis()));
  }

  private static ChainBuilder webSocket(Duration longest, Leaving leaving) {
    var messages = ws.checkTextMessage("WebSocket messages").matching(sees(leaving));
    return exec(ws("WebSocket connect")
            .connect(session -> subscriber(session).path())
            .await(longest)
            .on(messages))
        .exec(ws("WebSocket close").close());
  }

  private static ChainBuilder events(Duration longest, Leaving leaving) {
    var messages = sse.checkMessage("SSE messages").matching(sees(leaving));
    return exec(sse("SSE connect")
            .get(session -> subscriber(session).path())
            .await(longest)
            .on(messages))
        .exec(sse("SSE close").close());
  }

  private static CheckBuilder sees(Leaving leaving) {
    return bodyString()
        .transformWithSession((text, session) -> onMessage(text, session, leaving))
        .notNull();
  }

  private static @Nullable String onMessage(String text, Session session, Leaving leaving) {
    Subscriber subscriber = subscriber(session);
    subscriber.onMessage(text, System.nanoTime());
    return subscriber.done() || leaving.due(session) ? LEAVE : null;
  }

  private static ChainBuilder longPolls(LoadRun run, Leaving leaving) {
    return whileItStays(run, leaving, poll("long-poll", LONGEST_WAIT_SECONDS), Duration.ZERO);
  }

  private static ChainBuilder polls(LoadRun run, Leaving leaving, Duration interval) {
    return exec(poll("poll", 0))
        .exec(pause(Duration.ZERO, interval)) // else all would ask at the same moment
        .exec(whileItStays(run, leaving, poll("poll", 0), interval));
  }

  /** Until it has all, should leave, or a poll fails; no longer interval once the end has come. */
  private static ChainBuilder whileItStays(
      LoadRun run, Leaving leaving, HttpRequestActionBuilder poll, Duration interval) {
    Turn turn = new Turn();
    return asLongAs(
            session -> !subscriber(session).done() && !session.isFailed() && !leaving.due(session))
        .on(exec(turn::begin)
            .exec(poll)
            .exec(
                interval.isZero()
                    ? exec(session -> session)
                    : pause(session ->
                        run.ending() ? Duration.ofMillis(100) : turn.rest(session, interval))));
  }

  private static HttpRequestActionBuilder poll(String name, int waitSeconds) {
    return http(name)
        .get(session -> subscriber(session).path() + "&wait=" + waitSeconds)
        .requestTimeout(Duration.ofMinutes(2))
        .transformResponse((response, session) -> {
          subscriber(session)
              .tally()
              .onExchange(WireSize.of(response.request()), WireSize.of(response));
          return response;
        })
        .check(status().is(200), bodyString().transformWithSession((body, session) -> {
          subscriber(session).onAnswer(body, System.nanoTime());
          return body;
        }));
  }

  /** Polls are made at a rhythm, however long an answer takes. */
  private static final class Turn {
    private static final String BEGAN = "poll began";

    Session begin(Session session) {
      return session.set(BEGAN, System.nanoTime());
    }

    Duration rest(Session session, Duration interval) {
      Duration rest = interval.minusNanos(System.nanoTime() - session.getLong(BEGAN));
      return rest.isNegative() ? Duration.ZERO : rest;
    }
  }
}
