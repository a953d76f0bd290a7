package dev.sluice.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.Logged;
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
  private static final String ADMIN = "X-Api-Key: of the admin";
  private static final String READER = "X-Api-Key: of the reader";
  private boolean ready = true;
  private ApiKeys keys = ApiKeys.of(List.of());
  private final RouteTable table = new RouteTable(
      List.of(
          Route.get("/live", Scope.OPEN, named("live")),
          Route.get("/figures", Scope.METRICS, named("figures")),
          Route.get("/things", Scope.READ, named("list")),
          Route.get("/things/{thing}", Scope.READ, named("get")),
          Route.post("/things/{thing}", Scope.PUBLISH, named("post")),
          Route.delete("/things/{thing}", Scope.ADMIN, named("delete")),
          Route.get("/things/{thing}/parts", Scope.READ, named("parts"))),
      () -> keys,
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

  @ParameterizedTest
  @CsvSource({
    "GET, /live, ''",
    "GET, /figures, X-Api-Key: of the reader",
    "GET, /things, X-Api-Key: of the reader",
    "GET, /things/a, X-Api-Key: of the admin",
    "DELETE, /things/a, X-Api-Key: of the admin",
    "POST, /things/a, X-Api-Key: of the publisher",
  })
  void letsInWhoHasTheScope(String method, String target, String header) {
    requireKeys();

    assertThat(ask(method, target, header)).startsWith("HTTP/1.1 200 OK");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /things, X-Api-Key: of the publisher, read",
    "GET, /figures, X-Api-Key: of the publisher, metrics",
    "POST, /things/a, X-Api-Key: of the admin, publish",
    "DELETE, /things/a, X-Api-Key: of the reader, admin",
    "DELETE, /things/a, X-Api-Key: of the publisher, admin",
  })
  void keepsOutWhoHasNot(String method, String target, String header, String scope) {
    requireKeys();

    assertThatThrownBy(() -> ask(method, target, header))
        .hasMessage("this API key has not the scope " + scope)
        .extracting(e -> List.of(((ProblemException) e).problem().headers()))
        .isEqualTo(List.of(
            "WWW-Authenticate",
            "Bearer realm=\"sluice\", error=\"insufficient_scope\", scope=\"" + scope + "\""));
  }

  @Test
  void keepsOutWhoHasNoKey() {
    requireKeys();

    assertThatThrownBy(() -> ask("GET", "/things"))
        .extracting(e -> ((ProblemException) e).problem().status())
        .isEqualTo(401);
  }

  @Test
  void takesAKeyAwayWhileItRuns() {
    requireKeys();
    assertThat(ask("GET", "/things", READER)).startsWith("HTTP/1.1 200 OK");

    keys = ApiKeys.of(List.of(TestKeys.of("the admin", "admin")));

    assertThatThrownBy(() -> ask("GET", "/things", READER)).hasMessage("this API key is not known");
  }

  @Test
  void writesDownWhatAdministratorsDo() {
    requireKeys();
    try (Logged audit = Logged.by("sluice.audit")) {
      ask("DELETE", "/things/a?why=%0Aso", ADMIN);
      ask("POST", "/things/a", "X-Api-Key: of the publisher");
      ask("GET", "/things/a", ADMIN);

      assertThat(audit.messages())
          .containsExactly(
              "DELETE /things/a?why=?so by the-admin from unknown: 200, noted: delete");
      assertThat(audit.values())
          .containsExactly(List.of(
              "who=\"the-admin\"",
              "certificate=\"\"",
              "from=\"unknown\"",
              "what=\"DELETE /things/a?why=?so\"",
              "status=\"200\"",
              "result=\"noted: delete\""));
    }
  }

  private void requireKeys() {
    keys = ApiKeys.of(List.of(
        TestKeys.of("the admin", "admin"),
        TestKeys.of("the reader", "read"),
        TestKeys.of("the publisher", "publish:a")));
  }

  private void requireReady() {
    if (!ready) {
      throw new ProblemException(Problem.unavailable("going away"));
    }
  }

  private String ask(String method, String target, String... headerLines) {
    try (OneRequest request = OneRequest.of(method, target, headerLines)) {
      table.route(request.exchange()).onEnd();
      return request.answer();
    }
  }

  private static Handler named(String name) {
    return call -> {
      call.audit().accept("noted: " + name);
      return call.answer(() -> new Response(200).header("x-route", name + ":" + call.parameter()));
    };
  }
}
