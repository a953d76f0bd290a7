package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.server.contract.harness.ApiKeys;
import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Numbers;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawJson;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told;
import dev.sluice.server.token.TestToken;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gateway that reads its configuration again while it runs. */
@ContractTest
class ReloadTest {
  private static final Settings BEGIN =
      Settings.defaults().set("sluice.topics.max-messages", "20000");
  private static final String HERE = "https://here.example";

  private Gateway gateway = Gateway.start(BEGIN);

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void takesOverWhatCanBeAndSaysWhatNeedsARestart() {
    gateway.configure(BEGIN
        .set("sluice.cors.allowed-origins", "[\"" + HERE + "\"]")
        .set("sluice.heartbeat", "7s")
        .set("sluice.log.level", "warn")
        .set("sluice.tls.self-signed", "true"));
    JsonNode changes = RawJson.tree(reload().body());

    assertThat(changes.toString())
        .isEqualTo("{\"applied\":[\"sluice.cors.allowed-origins\",\"sluice.log.level\"],"
            + "\"restart\":[\"sluice.tls.self-signed\",\"sluice.heartbeat\"]}");
    assertThat(allowedOrigin()).isEqualTo(HERE);
    gateway.configure(BEGIN);
    assertThat(RawJson.tree(reload().body()).path("restart").size()).isZero();
    assertThat(allowedOrigin()).isEqualTo("*");
  }

  @Test
  void takesLimitsOver() {
    gateway.configure(BEGIN.set("sluice.limits.per-address.connections", "1"));
    assertThat(reload().body())
        .isEqualTo("{\"applied\":[\"sluice.limits.per-address.connections\"],\"restart\":[]}");

    try (RawConnection first = RawConnection.to(gateway.publicAddress());
        RawConnection second = RawConnection.to(gateway.publicAddress())) {
      first.request("GET", "/v1/topics/a?wait=0");
      assertThat(first.response().status()).isEqualTo(200);
      second.request("GET", "/v1/topics/a?wait=0");
      assertThat(second.response().status()).isEqualTo(429);
    }
  }

  @Test
  void saysNothingWhereNothingHasChanged() {
    assertThat(reload().body()).isEqualTo("{\"applied\":[],\"restart\":[]}");
  }

  @Test
  void takesOverNothingWhereAnythingIsWrong() {
    gateway.configure(BEGIN
        .set("sluice.cors.allowed-origins", "[\"" + HERE + "\"]")
        .set("sluice.heartbeat", "7"));
    Problem problem = Problem.of(reload());

    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.detail())
        .isEqualTo("nothing has changed: --set: sluice.heartbeat = 7 has no unit"
            + " (ns, us, ms, s, m, h, d); allowed: a duration from 1ms to 1h");
    assertThat(allowedOrigin()).isEqualTo("*");
  }

  @Test
  void takesKeysOverAndAway() {
    gateway.configure(keys(ApiKeys.key("first", "admin", "read")));
    assertThat(reload().statusCode()).isEqualTo(200);
    assertThat(topics()).isEqualTo(401);
    assertThat(topics(ApiKeys.header("first"))).isEqualTo(200);

    gateway.configure(keys(ApiKeys.key("second", "read")));
    assertThat(reload(ApiKeys.header("first")).statusCode()).isEqualTo(200);

    assertThat(topics(ApiKeys.header("first"))).isEqualTo(401);
    assertThat(topics(ApiKeys.header("second"))).isEqualTo(200);
    assertThat(reload(ApiKeys.header("second")).statusCode()).isEqualTo(403);
  }

  @Test
  void takesRulesAndIssuersOverForWhatComesAndLeavesAloneWhatIsThere() {
    Subscriber there = Mode.WS_JSON.subscribe(gateway.publicUrl(), List.of("t"), null);
    gateway.configure(BEGIN
        .set("sluice.auth.rules", "[{match = t, subscribe = any-token}]")
        .set("sluice.auth.issuers", "[{issuer = acme, secret = \"" + TestToken.SECRET + "\"}]"));
    try {
      assertThat(poll()).isEqualTo(200);
      assertThat(reload().body())
          .isEqualTo(
              "{\"applied\":[\"sluice.auth.issuers\",\"sluice.auth.rules\"],\"restart\":[]}");

      assertThat(poll()).isEqualTo(401);
      assertThat(poll("Authorization", "Bearer " + TestToken.of("acme", "ann").signed()))
          .isEqualTo(200);
      gateway.backend().publish("t", "still here");
      assertThat(there.inbox().texts(1)).containsExactly("still here");
    } finally {
      there.close();
    }
  }

  private int poll(String... headers) {
    return Http.get(gateway.subscription("t").with("wait", "0").uri(), headers).statusCode();
  }

  @Test
  void neverGoesWithoutKeysWhereOthersReachIt() {
    gateway.close();
    Settings open = keys(ApiKeys.key("admin", "admin")).set("sluice.internal.host", "\"0.0.0.0\"");
    gateway = Gateway.start(open);
    gateway.configure(BEGIN.set(
        "sluice.cors.allowed-origins", "[\"" + HERE + "\"]")); // would be fine on loopback

    Problem problem = Problem.of(reload(ApiKeys.header("admin")));

    assertThat(problem.detail())
        .startsWith(
            "nothing has changed: sluice.internal.host = 0.0.0.0 is not this machine alone");
    assertThat(topics()).isEqualTo(401);
    assertThat(allowedOrigin()).isEqualTo("*");
  }

  @Test
  void losesNoMessageAndDropsNoConnectionUnderLoad() {
    int messages = 10_000;
    String topic = gateway.newTopic();
    List<Subscriber> subscribers = new ArrayList<>();
    try {
      for (Mode mode : Mode.values()) {
        subscribers.add(mode.subscribe(gateway.publicUrl(), List.of(topic), null));
      }
      CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> {
        for (int first = 1; first <= messages; first += 50) {
          gateway.backend().publishNumbers(topic, first, first + 49);
        }
      });
      int reloads = 0;
      while (!publishing.isDone() || reloads < 10) {
        gateway.configure(reloads % 2 == 0 ? BEGIN : keysOfNobody());
        gateway.reload();
        reloads++;
      }
      gateway.configure(BEGIN);
      gateway.reload();
      Await.value(publishing);

      for (Subscriber subscriber : subscribers) {
        assertThat(subscriber.inbox().texts(messages)).isEqualTo(Numbers.between(1, messages));
        assertThat(subscriber.inbox().tryNext() instanceof Told.Ended).isFalse();
      }
    } finally {
      subscribers.forEach(Subscriber::close);
    }
  }

  /** Changes everything that can be, but lets everybody go on. */
  private static Settings keysOfNobody() {
    return BEGIN
        .set("sluice.cors.allowed-origins", "[\"" + HERE + "\"]")
        .set("sluice.internal.allow-without-keys", "true")
        .set("sluice.log.level", "warn");
  }

  private static Settings keys(String... keys) {
    return BEGIN.set("sluice.internal.api-keys", ApiKeys.list(keys));
  }

  private HttpResponse<String> reload(String... headers) {
    return Http.send("POST", uri("/v1/config/reload"), headers);
  }

  private int topics(String... headers) {
    return Http.get(uri("/v1/topics"), headers).statusCode();
  }

  private String allowedOrigin() {
    return Http.get(gateway.subscription("a").with("wait", "0").uri(), "Origin", HERE)
        .headers()
        .firstValue("Access-Control-Allow-Origin")
        .orElse("none");
  }

  private URI uri(String path) {
    return gateway.internalUrl().resolve(path);
  }
}
