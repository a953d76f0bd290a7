package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Knock;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.SluiceClient;
import dev.sluice.server.contract.harness.Subscribe;
import dev.sluice.server.token.TestToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each rule lets in and what it keeps out, whatever the transport. */
@ContractTest
class AccessRulesTest {
  private static final String LAB_SECRET = "another-secret-that-is-the-labs-own";

  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults()
      .set(
          "sluice.auth.issuers",
          "[{issuer = acme, secret = \"" + TestToken.SECRET + "\"}," + "{issuer = lab, secret = \""
              + LAB_SECRET + "\", topic-prefix = \"lab.\"}]")
      .set("sluice.auth.anonymous.subscribe", "[\"open.**\"]")
      .set("sluice.auth.anonymous.publish", "[\"open.wall\"]")
      .set("sluice.auth.rules", """
          [{match = "desk.*", subscribe = any-token, publish = any-token}
           {match = "vault.**", subscribe = grant, publish = grant}
           {match = "dead.**", subscribe = nobody, publish = nobody}
           {match = "free", subscribe = anyone, publish = anyone}]"""));

  /** Who asks. */
  private static final Map<String, String> TOKENS = Map.of(
      "bare", TestToken.of("acme", "bare").signed(),
      "granted",
          TestToken.of("acme", "granted")
              .granting("subscribe", "vault.**", "prices.*", "dead.**")
              .granting("publish", "vault.in", "chat.*", "dead.**")
              .signed(),
      "lab",
          TestToken.of("lab", "researcher")
              .granting("subscribe", "**")
              .granting("publish", "**")
              .signed(LAB_SECRET));

  @ParameterizedTest
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
          topic        | nobody | bare | granted | lab
          open.a       | 200    | 200  | 200     | 200
          open         | 200    | 200  | 200     | 200
          free         | 200    | 200  | 200     | 200
          desk.a       | 401    | 200  | 200     | 403
          desk.a.b     | 401    | 403  | 403     | 403
          vault.a.b    | 401    | 403  | 200     | 403
          prices.eur   | 401    | 403  | 200     | 403
          prices.eur.x | 401    | 403  | 403     | 403
          dead.a       | 403    | 403  | 403     | 403
          lab.a        | 401    | 403  | 403     | 200
          labs.a       | 401    | 403  | 403     | 403
          other        | 401    | 403  | 403     | 403
          """)
  void letInAndKeepOutSubscribers(String topic, int nobody, int bare, int granted, int lab) {
    String before = gateway.backend().publish(topic, "before").id();
    gateway.backend().publish(topic, "after");
    for (Mode mode : Mode.values()) {
      assertThat(statuses(mode, topic, before))
          .as("%s by %s", topic, mode)
          .containsExactly(nobody, bare, granted, lab);
    }
    assertThat(outcomes("{\"subscribe\":{\"topic\":\"" + topic + "\"}}"))
        .as("%s by the command of sluice.v1", topic)
        .containsExactly(
            outcome(nobody == 200),
            outcome(bare == 200),
            outcome(granted == 200),
            outcome(lab == 200));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
          topic      | nobody    | bare      | granted   | lab
          open.wall  | ok        | ok        | ok        | ok
          open.a     | forbidden | forbidden | forbidden | forbidden
          free       | ok        | ok        | ok        | ok
          desk.a     | forbidden | ok        | ok        | forbidden
          vault.in   | forbidden | forbidden | ok        | forbidden
          vault.out  | forbidden | forbidden | forbidden | forbidden
          chat.1     | forbidden | forbidden | ok        | forbidden
          chat.1.2   | forbidden | forbidden | forbidden | forbidden
          dead.a     | forbidden | forbidden | forbidden | forbidden
          lab.a      | forbidden | forbidden | forbidden | ok
          """)
  void letInAndKeepOutPublishers(
      String topic, String nobody, String bare, String granted, String lab) {
    String publish = "{\"publish\":{\"topic\":\"" + topic + "\",\"data\":1}}";

    assertThat(outcomes(publish)).containsExactly(nobody, bare, granted, lab);
  }

  @ParameterizedTest
  @CsvSource({
    "open.wall,,ok", "open.a,,closed 1008", "desk.a,bare,ok", "desk.a,granted,ok",
    "vault.in,granted,ok", "vault.out,granted,closed 1008", "lab.a,lab,ok", "open.a,lab,closed 1008"
  })
  void letInAndKeepOutPublishersByRawWebSocket(
      String topic, @Nullable String who, String expected) {
    RawConnection connection = RawConnection.to(gateway.publicAddress());
    try (RawWebSocket webSocket =
        RawWebSocket.open(connection, "/v1/topics/" + topic, bearer(who))) {
      webSocket.send("hi");

      RawWebSocket.Frame frame = webSocket.read();
      boolean closed = frame.opcode() == RawWebSocket.CLOSE;
      assertThat(closed ? "closed " + frame.closeCode() : "ok").isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"vault.real,bare", "vault.real,", "dead.real,granted"})
  void answerTheSameWhetherAForbiddenTopicExists(String topic, @Nullable String who) {
    String missing = topic.replace("real", "none");
    String id = gateway.backend().publish(topic, "secret").id();

    for (Mode mode : Mode.values()) {
      for (String cursor : new String[] {null, "earliest", id}) {
        assertThat(mode.ask(gateway, List.of(topic), cursor, bearer(who)).body())
            .isEqualTo(mode.ask(gateway, List.of(missing), cursor, bearer(who))
                .body()
                .replace(missing, topic));
      }
    }
    for (String command : List.of("subscribe", "history", "publish")) {
      String frame = "{\"id\":1,\"" + command + "\":{\"topic\":\"" + topic + "\"%s}}";
      String data = command.equals("publish") ? ",\"data\":1" : "";
      try (SluiceClient client = client(who)) {
        client.send(frame.formatted(data));
        String real = client.inbox().next().toString();
        client.send(frame.formatted(data).replace(topic, missing));
        assertThat(client.inbox().next().toString().replace(missing, topic)).isEqualTo(real);
        assertThat(real).contains("forbidden");
      }
    }
    assertThat(gateway.backend().topicExists(missing)).isFalse();
  }

  private static List<Integer> statuses(Mode mode, String topic, String cursor) {
    List<Integer> statuses = new ArrayList<>();
    for (String who : new String[] {null, "bare", "granted", "lab"}) {
      statuses.add(Knock.at(gateway, mode, topic, cursor, bearer(who)));
    }
    return statuses;
  }

  private static List<String> outcomes(String command) {
    List<String> outcomes = new ArrayList<>();
    for (String who : new String[] {null, "bare", "granted", "lab"}) {
      try (SluiceClient client = client(who)) {
        String error = client.ask(command.replaceFirst("\\{", "{\"id\":1,")).error();
        outcomes.add(error.isEmpty() ? "ok" : error);
      }
    }
    return outcomes;
  }

  private static SluiceClient client(@Nullable String who) {
    String token = who == null ? null : TOKENS.get(who);
    return new SluiceClient(
        Subscribe.to(gateway.publicUrl(), List.of()).with("access_token", token));
  }

  private static String[] bearer(@Nullable String who) {
    return who == null ? new String[0] : new String[] {"Authorization: Bearer " + TOKENS.get(who)};
  }

  private static String outcome(boolean allowed) {
    return allowed ? "ok" : "forbidden";
  }
}
