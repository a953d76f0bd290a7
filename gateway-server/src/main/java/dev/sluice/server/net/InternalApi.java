package dev.sluice.server.net;

import dev.sluice.server.admin.ApiDescription;
import dev.sluice.server.admin.Background;
import dev.sluice.server.admin.ConfigAdmin;
import dev.sluice.server.admin.ConnectionAdmin;
import dev.sluice.server.admin.Readiness;
import dev.sluice.server.admin.TopicAdmin;
import dev.sluice.server.admin.TraceAdmin;
import dev.sluice.server.config.Scope;
import dev.sluice.server.http.Response;
import dev.sluice.server.metrics.Scrape;
import dev.sluice.server.publishapi.PublishApi;
import dev.sluice.server.routing.Handler;
import dev.sluice.server.routing.Route;
import java.util.List;

/**
 * What the internal listener offers. Immutable, any loop.
 *
 * @param readiness whether new work is taken on
 * @param publishing takes messages
 * @param topics administers topics
 * @param connections administers connections
 * @param traces administers traces of them
 * @param config reads the configuration again
 * @param metrics has the figures
 * @param background does what takes long
 */
public record InternalApi(
    Readiness readiness,
    PublishApi publishing,
    TopicAdmin topics,
    ConnectionAdmin connections,
    TraceAdmin traces,
    ConfigAdmin config,
    Scrape metrics,
    Background background) {
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Everything that can be asked for, and what one needs for it. */
  public List<Route> routes() {
    return List.of(
        Route.get("/health/live", Scope.OPEN, call -> call.answer(readiness::live)),
        Route.get("/health/ready", Scope.OPEN, call -> call.answer(readiness::ready)),
        Route.get("/metrics", Scope.METRICS, metricsPage()),
        Route.get("/openapi.json", Scope.OPEN, call -> call.answer(ApiDescription::answer)),
        Route.post(
            "/v1/publish",
            Scope.PUBLISH,
            call -> publishing.toSeveralTopics(call.exchange(), call.key()::mayPublish)),
        Route.get(
            "/v1/topics",
            Scope.READ,
            call -> background.answer(
                call.exchange(), () -> topics.list(call.exchange().query()))),
        Route.get(
            "/v1/topics/{topic}",
            Scope.READ,
            call -> call.answer(() -> topics.info(call.parameter()))),
        Route.post(
            "/v1/topics/{topic}",
            Scope.PUBLISH,
            call ->
                publishing.toOneTopic(call.exchange(), call.parameter(), call.key()::mayPublish)),
        Route.delete(
            "/v1/topics/{topic}",
            Scope.ADMIN,
            call -> call.answer(() -> topics.delete(call.parameter()))),
        Route.get("/v1/topics/{topic}/messages", Scope.READ, history()),
        Route.get("/v1/connections", Scope.READ, connections::list),
        Route.delete("/v1/connections", Scope.ADMIN, connections::disconnectSome),
        Route.delete("/v1/connections/{id}", Scope.ADMIN, connections::disconnectOne),
        Route.get("/v1/traces", Scope.READ, call -> call.answer(traces::list)),
        Route.post(
            "/v1/traces",
            Scope.ADMIN,
            call -> call.answer(() -> traces.begin(call.exchange().query()))),
        Route.delete(
            "/v1/traces/{id}",
            Scope.ADMIN,
            call -> call.answer(() -> traces.end(call.parameter()))),
        Route.post("/v1/config/reload", Scope.ADMIN, reload()));
  }

  private Handler metricsPage() {
    return call -> background.answer(
        call.exchange(), () -> new Response(200).body(METRICS_TYPE, metrics.text()));
  }

  private Handler reload() {
    return call -> background.answer(call.exchange(), () -> config.reload(call.audit()));
  }

  private Handler history() {
    return call -> background.answer(
        call.exchange(), () -> topics.history(call.parameter(), call.exchange().query()));
  }
}
