package dev.sluice.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.pace;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.sse;
import static io.gatling.javaapi.http.HttpDsl.status;
import static io.gatling.javaapi.http.HttpDsl.ws;
import static java.util.Objects.requireNonNull;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * One publisher counts, subscribers of every transport listen in, and each checks that it gets
 * every number once and in order. Any request or message that fails, fails the run.
 */
public final class SmokeSimulation extends Simulation {
  private static final int MESSAGES_PER_SECOND = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Target target = Target.fromSystemProperties();

  /** Its own in each run, so that one run's history is not another's surprise. */
  private final String path = "/v1/topics/smoke." + UUID.randomUUID();

  public SmokeSimulation() {
    setUp(
            scenario("publisher").exec(publish()).injectOpen(atOnceUsers(1)),
            subscribers("SSE", overSse()),
            subscribers("WebSocket", overWebSocket()),
            subscribers("long-poll", overLongPoll()))
        .protocols(http.baseUrl(target.publicUrl()).wsBaseUrl(target.webSocketUrl()))
        .assertions(
            global().failedRequests().count().is(0L),
            global().successfulRequests().count().gt(0L));
  }

  private PopulationBuilder subscribers(String transport, ChainBuilder chain) {
    return scenario(transport).exec(chain).injectOpen(rampUsers(target.users()).during(1));
  }

  /**
   * Goes on for longer than anyone listens: a message that never comes is a failure of the gateway.
   */
  private ChainBuilder publish() {
    return during(patience(), "number")
        .on(pace(Duration.ofSeconds(1).dividedBy(MESSAGES_PER_SECOND))
            .exec(http("publish")
                .post(target.internalUrl() + path)
                .header("Content-Type", "application/json")
                .body(StringBody(session -> payload(session.getInt("number"))))
                .check(status().is(201), jsonPath("$.id").exists())));
  }

  private ChainBuilder overSse() {
    // The block that begins the stream has an id and a retry, and no data.
    var hasData = jsonPath("$.data").exists();
    var first = sse.checkMessage("SSE message")
        .matching(hasData)
        .check(jsonPath("$.data").saveAs("payload"));
    var next = sse.checkMessage("SSE message")
        .matching(hasData)
        .check(jsonPath("$.data").is(SmokeSimulation::nextPayload).saveAs("payload"));
    return exec(sse("SSE connect").get(path).await(patience()).on(firstThen(first, next)))
        .exec(sse("SSE close").close());
  }

  private ChainBuilder overWebSocket() {
    var first = ws.checkTextMessage("WebSocket message").check(bodyString().saveAs("payload"));
    var next = ws.checkTextMessage("WebSocket message")
        .check(bodyString().is(SmokeSimulation::nextPayload).saveAs("payload"));
    return exec(ws("WebSocket connect").connect(path).await(patience()).on(firstThen(first, next)))
        .exec(ws("WebSocket close").close());
  }

  /**
   * The checks of all that comes in the time of a subscriber; no message passes between two of
   * them.
   */
  private <C> List<C> firstThen(C first, C next) {
    var checks = new ArrayList<>(Collections.nCopies(target.seconds() * MESSAGES_PER_SECOND, next));
    checks.set(0, first);
    return checks;
  }

  private Duration patience() {
    return Duration.ofSeconds(target.seconds()).plus(PATIENCE);
  }

  private ChainBuilder overLongPoll() {
    var numbers = jsonPath("$.messages[*].data.number").ofInt().findAll();
    var cursor = jsonPath("$.cursor").saveAs("cursor");
    return exec(http("long-poll first")
            .get(path)
            .queryParam("wait", "5")
            .check(status().is(200), cursor, numbers.saveAs("numbers")))
        .exec(during(target.seconds())
            .on(http("long-poll next")
                .get(path)
                .queryParam("wait", "5")
                .queryParam("cursor", "#{cursor}")
                .check(
                    status().is(200),
                    cursor,
                    numbers.validate("follow on", SmokeSimulation::follow).saveAs("numbers"))));
  }

  private static String payload(int number) {
    return "{\"number\":" + number + ",\"text\":\"h\u00e9llo \ud83c\udf0d\"}";
  }

  private static String nextPayload(Session session) {
    String last = requireNonNull(session.getString("payload"));
    return payload(Integer.parseInt(last.replaceAll("\\D", "")) + 1);
  }

  private static List<Integer> follow(List<Integer> numbers, Session session) {
    int expected = lastOf(session.getList("numbers")) + 1;
    for (int number : numbers) {
      if (number != expected++) {
        throw new IllegalStateException("expected " + (expected - 1) + " in " + numbers);
      }
    }
    return numbers;
  }

  private static int lastOf(List<Integer> numbers) {
    return numbers.get(numbers.size() - 1);
  }
}
