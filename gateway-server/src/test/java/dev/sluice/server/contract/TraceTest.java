package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.server.Logged;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.RawJson;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traces of what somebody's connections do, switched on while the gateway runs. */
@ContractTest
class TraceTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults().set("sluice.event-loops", "1"));

  private final String topic = gateway.newTopic();
  private final List<String> begun = new ArrayList<>();

  @AfterEach
  void endTraces() {
    begun.forEach(id -> Http.send("DELETE", traces("/" + id)));
  }

  @Test
  void tellsWhatAConnectionDoes() {
    try (Subscriber traced = subscribe(Mode.WS_JSON);
        Logged log = Logged.by("sluice.trace")) {
      String connection = connection();
      String trace = begin("connection=" + connection);
      gateway.backend().delete(topic);
      gateway.settle();
      Http.send("DELETE", gateway.internalUrl().resolve("/v1/connections/" + connection));
      traced.inbox().next(Told.Ended.class);
      gateway.settle();

      String who = "trace " + trace + ": connection " + connection + " (ws) ";
      assertThat(log.messages()).hasSizeGreaterThanOrEqualTo(2);
      assertThat(log.messages().get(0)).startsWith(who + "gap: {\"topic\":\"" + topic + "\"");
      assertThat(log.messages().get(1))
          .isEqualTo(who + "closing: 1008 disconnected by an operator");
    }
  }

  @Test
  @SuppressWarnings("try") // that it leaves is what is tested
  void tellsOfNobodyElse() {
    Subscriber somebody = subscribe(Mode.WS_RAW);
    try (Logged log = Logged.by("sluice.trace")) {
      begin("connection=zzz");
      begin("user=alice");
      somebody.close();
      gateway.backend().awaitSubscribers(topic, "ws", 0);

      assertThat(log.messages()).isEmpty();
    }
  }

  @Test
  void endsWhenItIsToldTo() {
    String trace = begin("user=alice");

    assertThat(list()).contains("\"id\":\"" + trace + "\",\"user\":\"alice\"");
    assertThat(Http.send("DELETE", traces("/" + trace)).statusCode()).isEqualTo(204);
    assertThat(list()).doesNotContain("alice");
    assertThat(Problem.of(Http.send("DELETE", traces("/" + trace))).status()).isEqualTo(404);
  }

  @Test
  void endsByItself() {
    HttpResponse<String> response =
        Http.post(traces("?user=bob&for=30s"), "", "Content-Type", "text/plain");
    JsonNode trace = RawJson.tree(response.body());

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(trace.path("until").longValue()).isEqualTo(gateway.clock().epochMillis() + 30_000);
    gateway.clock().advance(Duration.ofSeconds(29));
    assertThat(list()).contains("bob");
    gateway.clock().advance(Duration.ofSeconds(2));
    assertThat(list()).doesNotContain("bob");
  }

  @Test
  void areFew() {
    for (int i = 0; i < 16; i++) {
      begin("user=u" + i);
    }
    HttpResponse<String> oneMore = Http.post(traces("?user=more"), "");

    assertThat(Problem.of(oneMore).status()).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "user=a&connection=b",
    "user=",
    "connection=A.B",
    "user=a&for=2h",
    "user=a&for=10",
    "user=a&for=0s"
  })
  void refusesWhatMakesNoSense(String query) {
    assertThat(Problem.of(Http.post(traces("?" + query), "")).status()).isEqualTo(400);
  }

  private String begin(String query) {
    HttpResponse<String> response = Http.post(traces("?" + query), "");
    assertThat(response.statusCode()).isEqualTo(201);
    String id = RawJson.tree(response.body()).path("id").textValue();
    begun.add(id);
    return id;
  }

  private static String list() {
    return Http.get(traces("")).body();
  }

  private Subscriber subscribe(Mode mode) {
    Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null);
    gateway.backend().awaitSubscribers(topic, mode.transport(), 1);
    return subscriber;
  }

  private String connection() {
    URI uri = gateway.internalUrl().resolve("/v1/connections?topic=" + topic);
    JsonNode connections = RawJson.tree(Http.get(uri).body()).path("connections");
    return connections.path(0).path("id").textValue();
  }

  private static URI traces(String rest) {
    return gateway.internalUrl().resolve("/v1/traces" + rest);
  }
}
