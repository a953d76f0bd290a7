package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ApiKeys;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.Settings;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An internal listener that has keys: who is let in for what. */
@ContractTest
class ApiKeyTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults()
      .set(
          "sluice.internal.api-keys",
          ApiKeys.list(
              ApiKeys.key("prices", "publish:prices.*"),
              ApiKeys.key("graphs", "metrics"),
              ApiKeys.key("reader", "read"),
              ApiKeys.key("admin", "admin"))));

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready"})
  void letsAnyoneAskForHealth(String path) {
    assertThat(Http.get(uri(path)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /metrics",
    "GET, /v1/topics",
    "GET, /v1/topics/prices.eur",
    "GET, /v1/topics/prices.eur/messages",
    "POST, /v1/topics/prices.eur",
    "POST, /v1/publish",
    "DELETE, /v1/topics/prices.eur",
  })
  void asksForAKey(String method, String path) {
    HttpResponse<String> without = Http.send(method, uri(path));
    HttpResponse<String> wrong = Http.send(method, uri(path), ApiKeys.header("wrong"));

    assertThat(Problem.of(without).status()).isEqualTo(401);
    assertThat(without.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"sluice\"");
    assertThat(Problem.of(wrong).status()).isEqualTo(401);
    assertThat(wrong.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"sluice\", error=\"invalid_token\"");
    assertThat(wrong.body()).doesNotContain("wrong");
  }

  @ParameterizedTest
  @CsvSource({
    "graphs, GET, /metrics, 200",
    "reader, GET, /metrics, 200",
    "admin,  GET, /metrics, 200",
    "prices, GET, /metrics, 403",
    "graphs, GET, /v1/topics, 403",
    "reader, GET, /v1/topics, 200",
    "admin,  GET, /v1/topics, 200",
    "prices, GET, /v1/topics, 403",
    "reader, DELETE, /v1/topics/none, 403",
    "admin,  DELETE, /v1/topics/none, 404",
    "prices, POST, /v1/topics/prices.eur, 201",
    "prices, POST, /v1/topics/news, 403",
    "admin,  POST, /v1/topics/prices.eur, 403",
  })
  void letsAKeyDoWhatItIsFor(String key, String method, String path, int status) {
    HttpResponse<String> response = Http.send(method, uri(path), ApiKeys.header(key));

    assertThat(response.statusCode()).isEqualTo(status);
    if (status == 403) {
      assertThat(Problem.of(response).detail()).contains("API key");
    }
  }

  @Test
  void publishesToNoneWhereOneIsNotAllowed() {
    String body = "{\"topics\":[\"prices.usd\",\"news\"],\"data\":1}";
    HttpResponse<String> response = Http.post(
        uri("/v1/publish"), body, "Content-Type", "application/json", "X-Api-Key", "prices");

    assertThat(Problem.of(response).status()).isEqualTo(403);
    assertThat(Http.get(uri("/v1/topics/prices.usd"), ApiKeys.header("reader")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void refusesTheLinesOfABulkThatAreNotAllowed() {
    String lines = "{\"topics\":[\"news\"],\"data\":1}\n{\"topics\":[\"prices.gbp\"],\"data\":1}\n";
    HttpResponse<String> response = Http.post(
        uri("/v1/publish"), lines, "Content-Type", "application/x-ndjson", "X-Api-Key", "prices");

    assertThat(response.body().lines())
        .satisfiesExactly(
            first -> assertThat(first).contains("\"status\":403"),
            second -> assertThat(second).contains("\"topic\":\"prices.gbp\""));
  }

  private static URI uri(String path) {
    return gateway.internalUrl().resolve(path);
  }
}
