package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.SluiceClient;
import dev.sluice.server.contract.harness.SluiceClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of {@code sluice.v1} that are refused: each with its code, and the connection stays. */
@ContractTest
class SluiceErrorTest {
  private static final int LIMIT = 2000;

  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults()
      .set("sluice.limits.message-bytes", LIMIT + "B")
      .set("sluice.limits.subscriptions-per-connection", "3")
      .set("sluice.auth.anonymous.publish", "[\"open.**\"]")
      .set("sluice.auth.anonymous.subscribe", "[\"*\",\"open.**\"]"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "{",
        "[]",
        "1",
        "\"text\"",
        "null",
        "{}",
        "{\"ping\":{}}",
        "{\"id\":null,\"ping\":{}}",
        "{\"id\":{},\"ping\":{}}",
        "{\"id\":[1],\"ping\":{}}",
        "{\"id\":true,\"ping\":{}}",
        "{\"id\":1,\"ping\":{}} {\"id\":2,\"ping\":{}}",
        "{\"id\":1,\"ping\":{}"
      })
  void answersAFrameOfNoFormWithoutAnId(String frame) {
    try (SluiceClient client = connect()) {
      Answer answer = client.ask(frame);

      assertThat(answer.error()).isEqualTo("bad-request");
      checkStays(client);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":7}",
        "{\"id\":7,\"nonsense\":{}}",
        "{\"id\":7,\"ping\":{},\"unsubscribe\":{\"topic\":\"a\"}}",
        "{\"id\":7,\"subscribe\":\"a\"}",
        "{\"id\":7,\"subscribe\":{}}",
        "{\"id\":7,\"subscribe\":{\"topic\":7}}",
        "{\"id\":7,\"subscribe\":{\"topic\":\"topic-0\",\"cursor\":7}}",
        "{\"id\":7,\"publish\":{\"topic\":\"open.a\"}}",
        "{\"id\":7,\"publish\":{\"topic\":\"open.a\",\"data\":1,\"data_base64\":\"\"}}",
        "{\"id\":7,\"publish\":{\"topic\":\"open.a\",\"data_base64\":\"?\"}}",
        "{\"id\":7,\"publish\":{\"topic\":\"open.a\",\"data\":1,\"event\":7}}",
        "{\"id\":7,\"history\":{\"topic\":\"topic-0\",\"limit\":\"x\"}}",
        "{\"id\":7,\"history\":{\"topic\":\"topic-0\",\"limit\":-1}}"
      })
  void refusesABadRequestByItsId(String frame) {
    try (SluiceClient client = connect()) {
      assertThat(client.ask(frame)).isEqualTo(new Answer("7", "", "bad-request"));
      checkStays(client);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscribe", "unsubscribe", "publish", "history"})
  void refusesWhatIsNoTopic(String request) {
    try (SluiceClient client = connect()) {
      String frame = "{\"id\":7,\"" + request + "\":{\"topic\":\"a..b\""
          + (request.equals("publish") ? ",\"data\":1}}" : "}}");

      assertThat(client.ask(frame)).isEqualTo(new Answer("7", "", "bad-topic"));
      checkStays(client);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscribe", "history"})
  void refusesWhatIsNoCursorOfTheTopic(String request) {
    String topic = gateway.newTopic();
    String elsewhere =
        gateway.backend().publish(gateway.newTopic(), "elsewhere").id();
    try (SluiceClient client = connect()) {
      for (String cursor : new String[] {"nonsense", elsewhere}) {
        String frame = "{\"id\":7,\"" + request + "\":{\"topic\":\"" + topic + "\",\"cursor\":\""
            + cursor + "\"}}";
        assertThat(client.ask(frame)).isEqualTo(new Answer("7", "", "bad-cursor"));
      }
      checkStays(client);
    }
  }

  @Test
  void refusesToPublishWhereItMayNot() {
    String topic = gateway.newTopic();
    try (SluiceClient client = connect()) {
      assertThat(client.ask(publish(topic, "1"))).isEqualTo(new Answer("7", "", "forbidden"));
      checkStays(client);
    }
    assertThat(Http.get(gateway.backend().topicUrl(topic)).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscribe", "history"})
  void refusesToReadWhereItMayNot(String request) {
    try (SluiceClient client = connect()) {
      String frame = "{\"id\":7,\"" + request + "\":{\"topic\":\"secret.a\"}}";

      assertThat(client.ask(frame)).isEqualTo(new Answer("7", "", "forbidden"));
      checkStays(client);
    }
  }

  @Test
  void refusesToUnsubscribeFromWhatIsNotSubscribed() {
    try (SluiceClient client = connect()) {
      assertThat(client.ask("{\"id\":7,\"unsubscribe\":{\"topic\":\"topic-0\"}}"))
          .isEqualTo(new Answer("7", "", "not-subscribed"));
      checkStays(client);
    }
  }

  @Test
  void refusesToSubscribeTwice() {
    String topic = gateway.newTopic();
    try (SluiceClient client = new SluiceClient(gateway.subscription(topic))) {
      assertThat(client.ask(subscribe(topic))).isEqualTo(new Answer("7", "", "already-subscribed"));
      gateway.backend().publish(topic, "once");
      gateway.backend().publish(topic, "and once");
      assertThat(client.inbox().texts(2)).containsExactly("once", "and once");
    }
  }

  @Test
  void refusesOneSubscriptionTooMany() {
    String[] topics = gateway.newTopics(3).toArray(String[]::new);
    try (SluiceClient client = new SluiceClient(gateway.subscription(topics))) {
      assertThat(client.ask(subscribe(gateway.newTopic())))
          .isEqualTo(new Answer("7", "", "too-many"));
      gateway.backend().publish(topics[2], "still");
      assertThat(client.inbox().message().text()).isEqualTo("still");
    }
  }

  @Test
  void refusesDataThatIsTooLarge() {
    String data = "\"" + "x".repeat(LIMIT - 1) + "\"";
    try (SluiceClient client = connect()) {
      assertThat(client.ask(publish("open.a", data))).isEqualTo(new Answer("7", "", "too-large"));
      checkStays(client);
    }
  }

  @Test
  void takesDataAtTheLimit() {
    String data = "\"" + "x".repeat(LIMIT - 2) + "\"";
    try (SluiceClient client = connect()) {
      assertThat(client.ask(publish("open.a", data)).okString("topic")).isEqualTo("open.a");
    }
  }

  @Test
  void isUnavailableWhereThereIsNoRoomForATopic() {
    Settings settings = Settings.defaults().set("sluice.topics.max-topics", "1");
    try (Gateway full = Gateway.start(settings)) {
      full.backend().publish("a", "takes the only place");
      try (SluiceClient client = new SluiceClient(full.subscription())) {
        assertThat(client.ask(subscribe("b"))).isEqualTo(new Answer("7", "", "unavailable"));
        assertThat(client.ask(subscribe("a")).okString("topic")).isEqualTo("a");
      }
    }
  }

  @Test
  void answersAuthByItsId() {
    try (SluiceClient client = connect()) {
      Answer answer = client.ask("{\"id\":6,\"auth\":{\"token\":\"nonsense\"}}");

      assertThat(answer.id()).isEqualTo("6");
      checkStays(client);
    }
  }

  private static void checkStays(SluiceClient client) {
    assertThat(client.ask("{\"id\":\"after\",\"ping\":{}}"))
        .isEqualTo(new Answer("\"after\"", "{}", ""));
  }

  private static SluiceClient connect() {
    return new SluiceClient(gateway.subscription());
  }

  private static String subscribe(String topic) {
    return "{\"id\":7,\"subscribe\":{\"topic\":\"" + topic + "\"}}";
  }

  private static String publish(String topic, String data) {
    return "{\"id\":7,\"publish\":{\"topic\":\"" + topic + "\",\"data\":" + data + "}}";
  }
}
