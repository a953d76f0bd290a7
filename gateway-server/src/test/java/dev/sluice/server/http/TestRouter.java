package dev.sluice.server.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Routes for tests: {@code /echo} answers with a body of at most 10 bytes, {@code /held} when the
 * test says so, {@code /refused} refuses by the head, and all else says what it is.
 */
final class TestRouter implements Router {
  static final int MAX_BODY_BYTES = 10;

  final List<Exchange> held = new ArrayList<>();
  final List<String> bodies = new ArrayList<>();

  @Override
  public RequestBody route(Exchange exchange) {
    String path = exchange.query().path();
    return switch (path) {
      case "/echo" ->
        new CollectedBody(MAX_BODY_BYTES, "the body", bytes -> {
          String body = new String(bytes, StandardCharsets.ISO_8859_1);
          bodies.add(body);
          exchange.respond(new Response(200).body("text/plain", body));
        });
      case "/held" -> RequestBody.none(() -> held.add(exchange));
      case "/refused" -> throw new ProblemException(Problem.forbidden("refused by its head"));
      case "/fails" -> throw new IllegalStateException("a bug");
      case "/answered-early" -> answeredEarly(exchange);
      default ->
        RequestBody.none(() ->
            exchange.respond(new Response(200).body("text/plain", exchange.method() + " " + path)));
    };
  }

  private static RequestBody answeredEarly(Exchange exchange) {
    exchange.respond(new Response(200).body("text/plain", "early"));
    return RequestBody.none(() -> {
      throw new AssertionError("it was answered already");
    });
  }
}
