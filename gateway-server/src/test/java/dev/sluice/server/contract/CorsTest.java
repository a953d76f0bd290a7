package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawResponse;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.contract.harness.Settings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages of which origins may listen. */
@ContractTest
class CorsTest {
  private static final String ALLOWED = "Origin: https://app.example";
  private static final String FOREIGN = "Origin: https://evil.example";
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";

  @RegisterExtension
  static final Gateway open = Gateway.start(Settings.defaults());

  @RegisterExtension
  static final Gateway listed = Gateway.start(Settings.defaults()
      .set("sluice.cors.allowed-origins", "[\"https://app.example\",\"http://localhost:3000\"]"));

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/event-stream", "application/x-ndjson"})
  void allowsEveryOriginByDefaultWithoutCredentials(String accept) {
    RawResponse response = get(open, "/v1/topics/a?wait=0", FOREIGN, "Accept: " + accept);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header(ALLOW_ORIGIN)).isEqualTo("*");
    assertThat(response.header(ALLOW_CREDENTIALS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/event-stream", "application/x-ndjson"})
  void allowsAnOriginThatIsListed(String accept) {
    RawResponse response = get(listed, "/v1/topics/a?wait=0", ALLOWED, "Accept: " + accept);

    assertThat(response.header(ALLOW_ORIGIN)).isEqualTo("https://app.example");
    assertThat(response.header("Vary")).containsIgnoringCase("Origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/event-stream", "application/x-ndjson"})
  void doesNotAllowAnOriginThatIsNotListed(String accept) {
    RawResponse response = get(listed, "/v1/topics/a?wait=0", FOREIGN, "Accept: " + accept);

    assertThat(response.header(ALLOW_ORIGIN)).isEmpty();
  }

  @Test
  void letsAPageReadWhyItWasRefused() {
    RawResponse response = get(listed, "/v1/topics/a..b", ALLOWED);

    assertThat(Problem.of(response).status()).isEqualTo(400);
    assertThat(response.header(ALLOW_ORIGIN)).isEqualTo("https://app.example");
  }

  @Test
  void answersAPreflight() {
    RawResponse response = preflight(listed, ALLOWED);

    assertThat(response.status()).isIn(200, 204);
    assertThat(response.header(ALLOW_ORIGIN)).isEqualTo("https://app.example");
    assertThat(response.header("Access-Control-Allow-Methods")).contains("GET");
    assertThat(response.header("Access-Control-Allow-Headers"))
        .containsIgnoringCase("Last-Event-ID")
        .containsIgnoringCase("If-None-Match");
  }

  @Test
  void allowsNothingInThePreflightOfAForeignOrigin() {
    assertThat(preflight(listed, FOREIGN).header(ALLOW_ORIGIN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "http://app.example",
        "https://app.example.evil.example"
      })
  void refusesAWebSocketOfAForeignOrigin(String origin) {
    RawResponse response = webSocket(listed, "Origin: " + origin);

    assertThat(Problem.of(response).status()).isEqualTo(403);
  }

  @Test
  void acceptsAWebSocketOfAnOriginThatIsListed() {
    assertThat(webSocket(listed, ALLOWED).status()).isEqualTo(101);
    assertThat(webSocket(listed, "Origin: http://localhost:3000").status()).isEqualTo(101);
  }

  @Test
  void acceptsAWebSocketOfNoBrowser() {
    assertThat(webSocket(listed, "User-Agent: device").status()).isEqualTo(101);
  }

  private static RawResponse preflight(Gateway gateway, String origin) {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request(
          "OPTIONS",
          "/v1/topics/a",
          origin,
          "Access-Control-Request-Method: GET",
          "Access-Control-Request-Headers: last-event-id,if-none-match");
      return connection.response();
    }
  }

  private static RawResponse webSocket(Gateway gateway, String headerLine) {
    List<String> lines = new ArrayList<>(RawWebSocket.upgradeLines());
    lines.add(headerLine);
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request("GET", "/v1/topics/a", lines.toArray(String[]::new));
      return connection.response();
    }
  }

  private static RawResponse get(Gateway gateway, String target, String... headerLines) {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request("GET", target, headerLines);
      RawResponse head = connection.head();
      boolean stream = head.header("Content-Length").isEmpty();
      return stream ? head : connection.bodyOf(head);
    }
  }
}
