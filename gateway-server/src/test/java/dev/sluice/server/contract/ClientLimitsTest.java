package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawResponse;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.contract.harness.RawWebSocket.Frame;
import dev.sluice.server.contract.harness.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that reaches its limits is told so, and leaves another one unharmed. */
@ContractTest
class ClientLimitsTest {
  private static final String GREEDY = "X-Forwarded-For: 192.0.2.1";
  private static final String OTHER = "X-Forwarded-For: 192.0.2.2";
  private static final String SLUICE = "Sec-WebSocket-Protocol: sluice.v1";

  @ParameterizedTest
  @EnumSource(names = {"WS_RAW", "WS_SLUICE", "SSE_RAW", "STREAM", "LONG_POLL", "POLL"})
  void refusesConnectionsOfOneClientOverEveryTransport(Mode mode) {
    try (Gateway gateway = start("per-address.connections", "1");
        RawWebSocket greedy = webSocket(gateway, "/v1/topics/a", GREEDY)) {
      RawResponse refused = mode.ask(gateway, List.of("a"), "earliest", GREEDY);
      assertThat(Problem.of(refused).status()).isEqualTo(429);
      assertThat(Problem.of(refused).detail()).contains("1 connections per client address");
      assertThat(refused.header("Retry-After")).isEqualTo("2");

      try (RawWebSocket other = webSocket(gateway, "/v1/topics/a", OTHER)) {
        gateway.backend().publish("a", "unharmed");
        assertThat(other.read().text()).isEqualTo("unharmed");
        assertThat(greedy.read().text()).isEqualTo("unharmed");
      }
      greedy.connection().close();
      Await.until(
          "it may come again",
          () -> mode.head(gateway, List.of("a"), "earliest", GREEDY).status() < 300);
      assertThat(refusals(gateway)).isPositive();
    }
  }

  @Test
  void countsConnectionsWhereNoProxyStandsBetween() {
    List<RawConnection> greedy = new ArrayList<>();
    try (Gateway gateway = start("per-address.connections", "2")) {
      for (int i = 0; i < 3; i++) {
        greedy.add(RawConnection.from("127.0.0.2", gateway.publicAddress()));
      }
      RawResponse refused = greedy.get(2).response();
      assertThat(Problem.of(refused).status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).isEqualTo("2");
      assertThat(greedy.get(2).untilClosed()).isEmpty();

      try (RawConnection other = RawConnection.from("127.0.0.3", gateway.publicAddress())) {
        other.request("GET", "/v1/topics/a?wait=0");
        assertThat(other.response().status()).isEqualTo(200);
      }
      greedy.get(0).request("GET", "/v1/topics/a?wait=0");
      assertThat(greedy.get(0).response().status()).isEqualTo(200);
    } finally {
      greedy.forEach(RawConnection::close);
    }
  }

  @Test
  void refusesConnectionsThatComeTooOften() {
    try (Gateway gateway = start("per-address.connection-rate", "1/s")) {
      assertThat(poll(gateway, GREEDY).status()).isEqualTo(200);
      RawResponse refused = poll(gateway, GREEDY);
      assertThat(Problem.of(refused).status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).isEqualTo("1");

      assertThat(poll(gateway, OTHER).status()).isEqualTo(200);
      gateway.clock().advance(Duration.ofSeconds(1));
      assertThat(poll(gateway, GREEDY).status()).isEqualTo(200);
    }
  }

  @Test
  void doesNotLimitTheProxyItself() {
    try (Gateway gateway = start("per-address.connection-rate", "1/s")) {
      for (int i = 0; i < 5; i++) {
        assertThat(poll(gateway, "Accept: */*").status()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WS_RAW", "WS_SLUICE", "SSE_RAW", "STREAM", "LONG_POLL"})
  void refusesSubscriptionsOfOneClientOverEveryTransport(Mode mode) {
    try (Gateway gateway = start("per-address.subscriptions", "2");
        RawWebSocket greedy = webSocket(gateway, "/v1/topics/a", GREEDY)) {
      gateway.backend().publish("b", "for polls to have an answer");
      RawResponse refused = mode.ask(gateway, List.of("b", "c"), null, GREEDY);
      assertThat(Problem.of(refused).status()).isEqualTo(429);
      assertThat(Problem.of(refused).detail()).contains("2 subscriptions per client address");

      assertThat(mode.head(gateway, List.of("b", "c"), "earliest", OTHER).status())
          .isLessThan(300);
      gateway.backend().publish("a", "unharmed");
      assertThat(greedy.read().text()).isEqualTo("unharmed");
    }
  }

  @Test
  void refusesSubscriptionsOfOneClientInsideAWebSocket() {
    try (Gateway gateway = start("per-address.subscriptions", "2");
        RawWebSocket greedy = webSocket(gateway, "/v1/topics/a", GREEDY, SLUICE);
        RawWebSocket other = webSocket(gateway, "/v1/topics/a", OTHER, SLUICE)) {
      assertThat(ask(greedy, subscribe("b"))).contains("\"ok\"");
      assertThat(ask(greedy, subscribe("c")))
          .contains("\"code\":\"too-many\"", "2 subscriptions per client", "\"retry_after\":2");
      assertThat(ask(other, subscribe("c"))).contains("\"ok\"");
      assertThat(ask(greedy, "{\"id\":1,\"unsubscribe\":{\"topic\":\"b\"}}")).contains("\"ok\"");
      assertThat(ask(greedy, subscribe("c"))).contains("\"ok\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"publish-rate 2/s", "publish-bytes 6B/s"})
  void refusesToPublishSoMuch(String limit) {
    String[] keyAndValue = limit.split(" ", -1);
    try (Gateway gateway = start("per-address." + keyAndValue[0], keyAndValue[1]);
        RawWebSocket greedy = webSocket(gateway, "/v1/topics/a", GREEDY, SLUICE);
        RawWebSocket other = webSocket(gateway, "/v1/topics/b", OTHER, SLUICE)) {
      assertThat(ask(greedy, publish())).contains("\"ok\"");
      assertThat(ask(greedy, publish())).contains("\"ok\"");
      assertThat(ask(greedy, publish()))
          .contains("\"code\":\"too-many\"", "per client address", "\"retry_after\":1");
      assertThat(ask(other, publish())).contains("\"ok\"");
      gateway.clock().advance(Duration.ofMillis(500));
      assertThat(ask(greedy, publish())).contains("\"ok\"");
      assertThat(refusals(gateway)).isEqualTo(1);
    }
  }

  @Test
  void closesARawWebSocketThatPublishesSoMuch() {
    try (Gateway gateway = start("per-address.publish-rate", "1/s");
        RawWebSocket greedy = webSocket(gateway, "/v1/topics/a", GREEDY);
        RawWebSocket other = webSocket(gateway, "/v1/topics/a", OTHER)) {
      greedy.send("one");
      assertThat(greedy.read().text()).isEqualTo("one");
      greedy.send("one too many");
      Frame close = greedy.read();
      assertThat(close.closeCode()).isEqualTo(4029);
      assertThat(close.text()).endsWith("too many, come back in 1 s");

      other.send("two");
      assertThat(other.read().text()).isEqualTo("one");
      assertThat(other.read().text()).isEqualTo("two");
    }
  }

  @Test
  void sharesWhatAllMayPublish() {
    try (Gateway gateway = start("publish-rate", "1/s");
        RawWebSocket one = webSocket(gateway, "/v1/topics/a", GREEDY, SLUICE);
        RawWebSocket other = webSocket(gateway, "/v1/topics/b", OTHER, SLUICE)) {
      assertThat(ask(one, publish())).contains("\"ok\"");
      assertThat(ask(other, publish())).contains("\"code\":\"unavailable\"", "\"retry_after\":1");
      gateway.backend().publish("c", "backends go on");
      gateway.clock().advance(Duration.ofSeconds(1));
      assertThat(ask(other, publish())).contains("\"ok\"");
    }
  }

  private static Gateway start(String key, String value) {
    return Gateway.start(Settings.defaults()
        .set("sluice.event-loops", "1")
        .set("sluice.limits.burst", "1s")
        .set("sluice.auth.anonymous.publish", "[\"**\"]")
        .set("sluice.proxies.forwarded", "[\"127.0.0.1\"]")
        .set("sluice.limits." + key, value));
  }

  private static RawWebSocket webSocket(Gateway gateway, String target, String... headerLines) {
    return RawWebSocket.open(RawConnection.to(gateway.publicAddress()), target, headerLines);
  }

  private static RawResponse poll(Gateway gateway, String headerLine) {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request("GET", "/v1/topics/a?wait=0", headerLine);
      return connection.response();
    }
  }

  private static String subscribe(String topic) {
    return "{\"id\":1,\"subscribe\":{\"topic\":\"" + topic + "\"}}";
  }

  /** Three bytes, to a topic that nobody here listens to. */
  private static String publish() {
    return "{\"id\":1,\"publish\":{\"topic\":\"z\",\"data\":123}}";
  }

  private static String ask(RawWebSocket client, String frame) {
    client.send(frame);
    return client.read().text();
  }

  private static double refusals(Gateway gateway) {
    return gateway.backend().metrics().sum("sluice_refused_total", "reason=\"too-many-requests\"");
  }
}
