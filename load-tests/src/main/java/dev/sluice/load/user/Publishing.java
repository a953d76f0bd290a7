package dev.sluice.load.user;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dev.sluice.load.measure.LoadRun;
import dev.sluice.load.measure.Phase;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;

/** How publishers publish, over the internal API. Built on one thread, before the run. */
public enum Publishing {
  /** A message a request. */
  SINGLE,
  /** Every second publisher sends some in one request. */
  SINGLE_AND_BULK;

  private static final Duration A_MOMENT = Duration.ofMillis(50);
  private static final int OK = 200;
  private static final int CREATED = 201;

  ChainBuilder chain(LoadRun run) {
    ChainBuilder single = exec(message(run, "publish", false)).exec(s -> told(run, s));
    ChainBuilder some = exec(lines(run)).exec(s -> told(run, s));
    ChainBuilder publish = doIfOrElse(s -> Publications.of(s).bulk()).then(some).orElse(single);
    return exec(ofEverySource(exec(message(run, "publish first", false)).exec(s -> told(run, s))))
        .exec(session -> {
          run.onPrimed();
          return session;
        })
        .exec(asLongAs(session -> !run.ending())
            .on(doIfOrElse(session -> run.phase() == Phase.RESTARTING)
                .then(exec(Publishing::suspend).pause(A_MOMENT))
                .orElse(
                    pause(s -> Publications.of(s).untilNext(System.nanoTime())).exec(publish))))
        .exec(ofEverySource(exec(message(run, "publish last", true)).exec(s -> told(run, s))));
  }

  private static ChainBuilder ofEverySource(ChainBuilder publish) {
    return repeat(session -> Publications.of(session).sources()).on(publish);
  }

  private static Session suspend(Session session) {
    Publications.of(session).pause();
    return session;
  }

  private static HttpRequestActionBuilder message(LoadRun run, String name, boolean last) {
    return http(name)
        .post(session -> run.plan().internalUrl() + Publications.of(session).path())
        .header("Content-Type", "application/json")
        .body(StringBody(session -> Publications.of(session).next(last)))
        .check(status().is(CREATED));
  }

  private static HttpRequestActionBuilder lines(LoadRun run) {
    return http("publish in bulk")
        .post(run.plan().internalUrl() + "/v1/publish")
        .header("Content-Type", "application/x-ndjson")
        .body(StringBody(session -> Publications.of(session).nextLines()))
        .check(
            status().is(OK),
            bodyString().transform(answer -> answer.contains("\"error\"")).is(false));
  }

  private static Session told(LoadRun run, Session session) {
    if (session.isFailed()) {
      run.onPublishError("see Gatling's report for the answer");
    } else {
      Publications.of(session).onPublished();
    }
    return session.markAsSucceeded();
  }
}
