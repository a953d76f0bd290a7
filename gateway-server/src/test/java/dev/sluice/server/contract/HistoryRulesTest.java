package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Knock;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.RawJson;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.SluiceClient;
import dev.sluice.server.contract.harness.Subscribe;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told;
import dev.sluice.server.token.TestToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How much of what was published before a client may read. */
@ContractTest
class HistoryRulesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @AutoClose
  private final Gateway gateway = Gateway.start(Settings.defaults()
      .set("sluice.auth.issuers", "[{issuer = acme, secret = \"" + TestToken.SECRET + "\"}]")
      .set("sluice.auth.resume-window", "1m")
      .set("sluice.auth.rules", """
          [{match = "live.*", history = nobody}
           {match = "member.*", history = any-token}
           {match = "owner.*", history = grant}
           {match = "three.*", history-messages = 3}
           {match = "recent.*", history-age = 10m}]"""));

  @ParameterizedTest
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
          topic    | nobody | bare | granted
          live.a   | 403    | 403  | 403
          member.a | 401    | 200  | 200
          owner.a  | 401    | 403  | 200
          three.a  | 200    | 200  | 200
          other    | 200    | 200  | 200
          """)
  void letsInAndKeepsOutWhoAsksForHistory(String topic, int nobody, int bare, int granted) {
    gateway.backend().publish(topic, "old");
    List<Integer> expected = List.of(nobody, bare, granted);
    for (Mode mode : Mode.values()) {
      for (String cursor : List.of("earliest", "-1")) {
        List<Integer> statuses = new ArrayList<>();
        for (String token : tokens()) {
          String[] lines =
              token == null ? new String[0] : new String[] {"Authorization: Bearer " + token};
          statuses.add(Knock.at(gateway, mode, topic, cursor, lines));
        }
        assertThat(statuses).as("%s by %s", cursor, mode).isEqualTo(expected);
      }
    }
    for (int i = 0; i < 3; i++) {
      Subscribe client = gateway.subscription().with("access_token", tokens().get(i));
      try (SluiceClient asks = new SluiceClient(client)) {
        assertThat(
                asks.ask("{\"id\":1,\"history\":{\"topic\":\"" + topic + "\"}}").error())
            .isEqualTo(expected.get(i) == 200 ? "" : "forbidden");
        assertThat(asks.ask("{\"id\":1,\"subscribe\":{\"topic\":\"" + topic
                    + "\",\"cursor\":\"earliest\"}}")
                .error())
            .isEqualTo(expected.get(i) == 200 ? "" : "forbidden");
      }
    }
  }

  @Test
  void givesNoMoreThanTheRulesNumberAndAge() {
    gateway.backend().publish("recent.a", "1");
    gateway.clock().advance(Duration.ofMinutes(11));
    for (int i = 2; i <= 9; i++) {
      gateway.backend().publish("recent.a", String.valueOf(i));
      gateway.backend().publish("three.a", String.valueOf(i));
    }

    assertThat(texts("three.a", "earliest")).containsExactly("7", "8", "9");
    assertThat(texts("three.a", "-5")).containsExactly("7", "8", "9");
    assertThat(texts("three.a", "-2")).containsExactly("8", "9");
    assertThat(texts("recent.a", "earliest")).hasSize(8).startsWith("2");
    gateway.clock().advance(Duration.ofMinutes(10));
    assertThat(texts("recent.a", "earliest")).hasSize(8);
    gateway.clock().advance(Duration.ofMillis(1));
    assertThat(texts("recent.a", "earliest")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void resumesWhoWasCutOffAMomentAgoWhateverTheRuleSays(Mode mode) {
    String cursor = gateway.backend().publish("live.a", "seen").id();
    gateway.clock().advance(MINUTE);
    gateway.backend().publish("live.a", "missed");

    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of("live.a"), cursor)) {
      assertThat(subscriber.inbox().message().text()).isEqualTo("missed");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WS_RAW")
  void tellsAGapWhereACursorGoesBackTooFar(Mode mode) {
    String cursor = gateway.backend().publish("live.a", "1").id();
    gateway.backend().publish("live.a", "2");
    String last = gateway.backend().publish("live.a", "3").id();
    gateway.clock().advance(MINUTE.plusSeconds(1));
    gateway.backend().publish("live.a", "4");

    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of("live.a"), cursor)) {
      Told.Gap gap = subscriber.inbox().gap();
      assertThat(gap.from()).isEqualTo(cursor);
      assertThat(gap.to()).isEqualTo(last);
      assertThat(gap.missed()).isEqualTo(2);
      assertThat(gap.reason()).isEqualTo("overrun");
      assertThat(subscriber.inbox().message().text()).isEqualTo("4");
    }
    assertThat(gateway.backend().metrics().sum("sluice_gaps_total")).isEqualTo(1);
  }

  @Test
  void closesARawWebSocketWhereACursorGoesBackTooFar() {
    String cursor = gateway.backend().publish("live.a", "1").id();
    gateway.backend().publish("live.a", "2");
    gateway.clock().advance(MINUTE.plusSeconds(1));

    try (Subscriber subscriber =
        Mode.WS_RAW.subscribe(gateway.publicUrl(), List.of("live.a"), cursor)) {
      assertThat(subscriber.inbox().end().code()).isEqualTo(4008);
    }
  }

  /** A cursor into a life of the topic that never was would else mean all that is held. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WS_RAW")
  void givesNoHistoryForAForgedCursor(Mode mode) {
    String real = gateway.backend().publish("live.a", "1").id();
    String forged = real.substring(0, 10) + "AAAAAA0";
    gateway.clock().advance(MINUTE.plusSeconds(1));

    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of("live.a"), forged)) {
      assertThat(subscriber.inbox().gap().reason()).isEqualTo("epoch");
      gateway.backend().publish("live.a", "2");
      assertThat(subscriber.inbox().message().text()).isEqualTo("2");
    }
  }

  private List<String> texts(String topic, String cursor) {
    List<String> texts = new ArrayList<>();
    String body = Http.get(
            gateway.subscription(topic).with("cursor", cursor).with("wait", "0").uri())
        .body();
    JsonNode answer = RawJson.tree(body);
    assertThat(answer.has("gaps"))
        .as("nothing is missing that was not to be had")
        .isFalse();
    answer.path("messages").forEach(message -> texts.add(message.path("data").textValue()));
    return texts;
  }

  private static List<@Nullable String> tokens() {
    List<@Nullable String> tokens = new ArrayList<>();
    tokens.add(null);
    tokens.add(TestToken.of("acme", "bare").signed());
    tokens.add(TestToken.of("acme", "granted").granting("history", "owner.*").signed());
    return tokens;
  }
}
