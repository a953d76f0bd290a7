package dev.sluice.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.config.Scope;
import dev.sluice.server.http.OneRequest;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
  private boolean ready = true;
  private final RouteTable table = new RouteTable(
      List.of(
          Route.get("/live", Scope.OPEN, named("live")),
          Route.get("/figures", Scope.METRICS, named("figures")),
          Route.get("/things", Scope.READ, named("list")),
          Route.get("/things/{thing}", Scope.READ, named("get")),
          Route.post("/things/{thing}", Scope.PUBLISH, named("post")),
          Route.delete("/things/{thing}", Scope.ADMIN, named("delete")),
          Route.get("/things/{thing}/parts", Scope.READ, named("parts"))),
      this::requireReady);

  @ParameterizedTest
  @CsvSource({
    "GET, /live, live:",
    "HEAD, /live, live:",
    "GET, /things, list:",
    "GET, /things?thing=x, list:",
    "GET, /things/a, get:a",
    "GET, /things/, get:",
    "GET, /things/a%2Bb, get:a+b",
    "POST, /things/a, post:a",
    "DELETE, /things/a, delete:a",
    "GET, /things/a/parts, parts:a",
    "GET, /things/parts, get:parts",
  })
  void findsTheRouteByPathAndMethod(String method, String target, String answer) {
    assertThat(ask(method, target)).startsWith("HTTP/1.1 200 OK").contains("x-route: " + answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/liv", "/live/", "/things/a/b", "/things/a/b/parts"})
  void knowsNothingElse(String target) {
    assertThatThrownBy(() -> ask("GET", target))
        .isInstanceOf(ProblemException.class)
        .extracting(e -> ((ProblemException) e).problem().status())
        .isEqualTo(404);
  }

  @Test
  void saysWhichMethodsThereAre() {
    assertThatThrownBy(() -> ask("PUT", "/things/a"))
        .extracting(e -> ((ProblemException) e).problem().headers())
        .isEqualTo(new String[] {"Allow", "GET, HEAD, POST, DELETE, OPTIONS"});
    assertThat(ask("OPTIONS", "/things")).contains("Allow: GET, HEAD, OPTIONS\r\n");
    assertThat(ask("OPTIONS", "*")).contains("Allow: GET, HEAD, POST, DELETE, OPTIONS\r\n");
  }

  @Test
  void answersHealthAndFiguresOnlyWhileItGoesAway() {
    ready = false;

    assertThat(ask("GET", "/live")).contains("x-route: live:");
    assertThat(ask("GET", "/figures")).contains("x-route: figures:");
    assertThatThrownBy(() -> ask("GET", "/things")).hasMessage("going away");
    assertThatThrownBy(() -> ask("POST", "/things/a")).hasMessage("going away");
  }

  private void requireReady() {
    if (!ready) {
      throw new ProblemException(Problem.unavailable("going away"));
    }
  }

  private String ask(String method, String target) {
    try (OneRequest request = OneRequest.of(method, target)) {
      table.route(request.exchange()).onEnd();
      return request.answer();
    }
  }

  private static Handler named(String name) {
    return call ->
        call.answer(() -> new Response(200).header("x-route", name + ":" + call.parameter()));
  }
}
