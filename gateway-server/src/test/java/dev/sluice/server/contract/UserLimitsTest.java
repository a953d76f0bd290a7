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
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.token.TestToken;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A user that reaches its limits is told so, from wherever it comes; others are unharmed. */
@ContractTest
class UserLimitsTest {
  private static final String GREEDY = bearer(token("acme", "ann"));
  private static final String OTHER = bearer(token("acme", "bob"));
  private static final String NAMESAKE = bearer(token("lab", "ann"));
  private static final String SLUICE = "Sec-WebSocket-Protocol: sluice.v1";

  @ParameterizedTest
  @EnumSource(names = {"WS_RAW", "WS_SLUICE", "SSE_RAW", "STREAM", "LONG_POLL", "POLL"})
  void refusesConnectionsOfOneUserOverEveryTransport(Mode mode) {
    try (Gateway gateway = start("connections", "1");
        RawWebSocket greedy = webSocket(gateway, GREEDY)) {
      RawResponse refused = mode.ask(gateway, List.of("a"), "earliest", GREEDY);
      assertThat(Problem.of(refused).status()).isEqualTo(429);
      assertThat(Problem.of(refused).detail()).contains("1 connections per user");
      assertThat(refused.header("Retry-After")).isEqualTo("2");

      try (RawWebSocket other = webSocket(gateway, OTHER);
          RawWebSocket namesake = webSocket(gateway, NAMESAKE)) {
        gateway.backend().publish("a", "unharmed");
        for (RawWebSocket client : List.of(greedy, other, namesake)) {
          assertThat(client.read().text()).isEqualTo("unharmed");
        }
      }
      greedy.connection().close();
      Await.until(
          "it may come again",
          () -> mode.head(gateway, List.of("a"), "earliest", GREEDY).status() < 300);
    }
  }

  @Test
  void refusesToPublishSoMuchFromHoweverManyConnections() {
    try (Gateway gateway = start("publish-rate", "2/s");
        RawWebSocket one = webSocket(gateway, GREEDY, SLUICE);
        RawWebSocket another = webSocket(gateway, GREEDY, SLUICE);
        RawWebSocket other = webSocket(gateway, OTHER, SLUICE)) {
      assertThat(ask(one, publish())).contains("\"ok\"");
      assertThat(ask(another, publish())).contains("\"ok\"");
      assertThat(ask(one, publish())).contains("\"too-many\"", "per user", "\"retry_after\":1");
      assertThat(ask(other, publish())).contains("\"ok\"");
      gateway.clock().advance(Duration.ofMillis(500));
      assertThat(ask(another, publish())).contains("\"ok\"");
    }
  }

  @Test
  void countsWhoIsKnownOnlyInsideTheWebSocket() {
    try (Gateway gateway = start("subscriptions", "2");
        RawWebSocket one = webSocket(gateway, SLUICE);
        RawWebSocket another = webSocket(gateway, SLUICE)) {
      assertThat(ask(one, auth("bob"))).contains("\"ok\"");
      assertThat(ask(one, subscribe("b"))).contains("\"ok\"");
      assertThat(ask(another, auth("bob")))
          .contains("\"too-many\"", "2 subscriptions per user", "\"retry_after\":2");
      assertThat(ask(another, subscribe("b"))).contains("\"ok\""); // it is nobody still
      assertThat(ask(another, auth("eve"))).contains("\"ok\"");
      assertThat(ask(another, subscribe("c"))).contains("\"too-many\"");
      assertThat(ask(one, unsubscribe("b"))).contains("\"ok\"");
      another.connection().close();
    }
  }

  @Test
  void countsAConnectionOutThatWasCountedInLate() {
    try (Gateway gateway = start("connections", "1")) {
      for (int i = 0; i < 3; i++) {
        try (RawWebSocket webSocket = webSocket(gateway, SLUICE)) {
          Await.until("there is room for it", () -> ask(webSocket, auth("ann")).contains("\"ok\""));
        }
      }
    }
  }

  @Test
  void countsSubscriptionsOutThatANewTokenHasEnded() {
    String narrow = TestToken.of("acme", "ann").granting("subscribe", "b").signed();
    try (Gateway gateway = start("subscriptions", "2");
        RawWebSocket greedy = webSocket(gateway, GREEDY, SLUICE)) {
      assertThat(ask(greedy, subscribe("private.x"))).contains("\"ok\"");
      assertThat(ask(greedy, authBy(narrow))).contains("\"ok\"");
      assertThat(greedy.read().text()).contains("private.x");

      assertThat(ask(greedy, subscribe("b"))).contains("\"ok\"");
      assertThat(ask(greedy, subscribe("c"))).contains("\"too-many\"");
    }
  }

  private static Gateway start(String key, String value) {
    return Gateway.start(Settings.defaults()
        .set("sluice.event-loops", "1")
        .set("sluice.limits.burst", "1s")
        .set("sluice.auth.anonymous.subscribe", "[\"a\",\"b\",\"c\"]")
        .set("sluice.auth.issuers", "[" + issuer("acme") + "," + issuer("lab") + "]")
        .set("sluice.limits.per-user." + key, value));
  }

  private static String issuer(String name) {
    return "{issuer = " + name + ", secret = \"" + TestToken.SECRET + "\"}";
  }

  private static String token(String issuer, String user) {
    return TestToken.of(issuer, user)
        .granting("subscribe", "**")
        .granting("publish", "**")
        .signed();
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  private static RawWebSocket webSocket(Gateway gateway, String... headerLines) {
    return RawWebSocket.open(
        RawConnection.to(gateway.publicAddress()), "/v1/topics/a", headerLines);
  }

  private static String auth(String user) {
    return authBy(token("acme", user));
  }

  private static String authBy(String token) {
    return "{\"id\":1,\"auth\":{\"token\":\"" + token + "\"}}";
  }

  private static String subscribe(String topic) {
    return "{\"id\":1,\"subscribe\":{\"topic\":\"" + topic + "\"}}";
  }

  private static String unsubscribe(String topic) {
    return "{\"id\":1,\"unsubscribe\":{\"topic\":\"" + topic + "\"}}";
  }

  private static String publish() {
    return "{\"id\":1,\"publish\":{\"topic\":\"z\",\"data\":123}}";
  }

  private static String ask(RawWebSocket client, String frame) {
    client.send(frame);
    return client.read().text();
  }
}
