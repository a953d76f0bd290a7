package dev.sluice.server.net;

import dev.sluice.server.admin.Background;
import dev.sluice.server.admin.Readiness;
import dev.sluice.server.admin.TopicAdmin;
import dev.sluice.server.http.Cors;
import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.RequestBody;
import dev.sluice.server.http.Response;
import dev.sluice.server.http.Router;
import dev.sluice.server.metrics.Scrape;
import dev.sluice.server.publishapi.PublishApi;
import io.netty.handler.codec.http.HttpMethod;
import java.util.function.Supplier;

/**
 * What the internal listener offers. Immutable, any loop.
 *
 * @param readiness whether new work is taken on
 * @param publishing takes messages
 * @param topics administers topics
 * @param metrics has the figures
 * @param background does what takes long
 */
public record InternalApi(
    Readiness readiness,
    PublishApi publishing,
    TopicAdmin topics,
    Scrape metrics,
    Background background)
    implements Router {
  private static final String TOPICS = "/v1/topics";
  private static final String TOPIC = TOPICS + "/";
  private static final String MESSAGES = "/messages";
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  @Override
  public RequestBody route(Exchange exchange) {
    String path = exchange.query().path();
    return switch (path) {
      case "/health/live" -> get(exchange, readiness::live);
      case "/health/ready" -> get(exchange, readiness::ready);
      case "/metrics" ->
        slowGet(exchange, () -> new Response(200).body(METRICS_TYPE, metrics.text()));
      case "*" -> methods(exchange, "GET, HEAD, POST, DELETE", InternalApi::nothing);
      default -> work(exchange, path);
    };
  }

  private RequestBody work(Exchange exchange, String path) {
    readiness.require();
    if (path.equals("/v1/publish")) {
      return methods(exchange, "POST", () -> publishing.toSeveralTopics(exchange));
    }
    if (path.equals(TOPICS)) {
      return slowGet(exchange, () -> topics.list(exchange.query()));
    }
    if (!path.startsWith(TOPIC)) {
      return nothing();
    }
    String rest = path.substring(TOPIC.length());
    int slash = rest.indexOf('/');
    if (slash < 0) {
      return topic(exchange, rest);
    }
    if (!rest.substring(slash).equals(MESSAGES)) {
      return nothing();
    }
    String topic = rest.substring(0, slash);
    return slowGet(exchange, () -> topics.history(topic, exchange.query()));
  }

  private static RequestBody nothing() {
    throw new ProblemException(Problem.notFound("there is nothing at this path"));
  }

  private RequestBody topic(Exchange exchange, String topic) {
    return switch (exchange.method().name()) {
      case "POST" -> publishing.toOneTopic(exchange, topic);
      case "DELETE" -> RequestBody.none(() -> exchange.respond(topics.delete(topic)));
      default ->
        methods(
            exchange,
            "GET, HEAD, POST, DELETE",
            () -> RequestBody.none(() -> exchange.respond(topics.info(topic))));
    };
  }

  private static RequestBody get(Exchange exchange, Supplier<Response> make) {
    return methods(
        exchange, "GET, HEAD", () -> RequestBody.none(() -> exchange.respond(make.get())));
  }

  private RequestBody slowGet(Exchange exchange, Supplier<Response> make) {
    return methods(exchange, "GET, HEAD", () -> background.answer(exchange, make));
  }

  /** Goes on where the method is one of those allowed; what they are is answered here. */
  private static RequestBody methods(
      Exchange exchange, String allowed, Supplier<RequestBody> goOn) {
    HttpMethod method = exchange.method();
    if ((", " + allowed + ",").contains(" " + method.name() + ",")) {
      return goOn.get();
    }
    String all = allowed + ", OPTIONS";
    if (method.equals(HttpMethod.OPTIONS)) {
      return RequestBody.none(() -> exchange.respond(Cors.options(exchange.headers(), all)));
    }
    throw new ProblemException(Problem.methodNotAllowed(method.name(), all));
  }
}
