package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Envelope;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Numbers;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawJson;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.SluiceClient;
import dev.sluice.server.contract.harness.SluiceClient.Answer;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told;
import dev.sluice.server.contract.harness.Told.Received;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests of {@code sluice.v1} that are answered with ok. */
@ContractTest
class SluiceProtocolTest {
  @RegisterExtension
  static final Gateway gateway =
      Gateway.start(Settings.defaults().set("sluice.auth.anonymous.publish", "[\"open.**\"]"));

  @Test
  void subscribesAndTellsFromWhere() {
    String topic = gateway.newTopic();
    Published seen = gateway.backend().publish(topic, "seen");
    try (SluiceClient client = connect()) {
      Answer answer = client.ask(subscribe("1", topic));

      assertThat(answer.id()).isEqualTo("1");
      assertThat(answer.okString("topic")).isEqualTo(topic);
      assertThat(answer.okString("cursor")).isEqualTo(seen.id());
      assertThat(RawJson.members(answer.ok())).hasSize(2);
      gateway.backend().publish(topic, "new");
      assertThat(client.inbox().message().text()).isEqualTo("new");
    }
  }

  @Test
  void subscribesFromACursor() {
    String topic = gateway.newTopic();
    Published first = gateway.backend().publishNumbers(topic, 1, 5).get(0);
    try (SluiceClient client = connect()) {
      Answer answer = client.ask(subscribe("1", topic, first.id()));

      assertThat(answer.okString("cursor")).isEqualTo(first.id());
      assertThat(client.inbox().texts(4)).isEqualTo(Numbers.between(2, 5));
    }
  }

  @Test
  void subscribesFromTheEarliestAndTheLastFew() {
    String topic = gateway.newTopic();
    List<Published> published = gateway.backend().publishNumbers(topic, 1, 5);
    try (SluiceClient client = connect()) {
      client.ask(subscribe("1", topic, "earliest"));
      assertThat(client.inbox().texts(5)).isEqualTo(Numbers.between(1, 5));
    }
    try (SluiceClient client = connect()) {
      Answer answer = client.ask(subscribe("1", topic, "-2"));
      assertThat(answer.okString("cursor")).isEqualTo(published.get(2).id());
      assertThat(client.inbox().texts(2)).isEqualTo(Numbers.between(4, 5));
    }
  }

  @Test
  void subscribesFromACursorThatCoversMore() {
    List<String> topics = gateway.newTopics(2);
    String cursor;
    try (Subscriber covering = Mode.POLL.subscribe(gateway.publicUrl(), topics, null)) {
      cursor = covering.inbox().cursor();
    }
    topics.forEach(topic -> gateway.backend().publish(topic, "missed of " + topic));
    try (SluiceClient client = connect()) {
      for (String topic : topics) {
        client.ask(subscribe("1", topic, cursor));
        assertThat(client.inbox().message().text()).isEqualTo("missed of " + topic);
      }
    }
  }

  @Test
  void goesOnFromTheCursorOfAnAnswer() {
    String topic = gateway.newTopic();
    String cursor;
    try (SluiceClient client = connect()) {
      cursor = client.ask(subscribe("1", topic)).okString("cursor");
    }
    gateway.backend().publish(topic, "missed");
    try (SluiceClient client = connect()) {
      client.ask(subscribe("1", topic, cursor));
      assertThat(client.inbox().message().text()).isEqualTo("missed");
    }
  }

  @Test
  void subscribesTheTopicsOfTheUrlAtOnce() {
    String topic = gateway.newTopic();
    gateway.backend().publish(topic, "held");
    RawConnection connection = RawConnection.to(gateway.publicAddress());
    String target = "/v1/topics/" + topic + "?cursor=earliest";
    try (RawWebSocket client =
        RawWebSocket.open(connection, target, "Sec-WebSocket-Protocol: sluice.v1")) {
      assertThat(client.read().text()).startsWith("{\"message\":").contains("\"held\"");
      client.send(subscribe("1", topic));
      assertThat(Answer.read(client.read().text()).error()).isEqualTo("already-subscribed");
      client.send(request("2", "unsubscribe", topic));
      assertThat(Answer.read(client.read().text()).ok()).isEqualTo("{}");
    }
  }

  @Test
  void unsubscribes() {
    String topic = gateway.newTopic();
    String other = gateway.newTopic();
    try (SluiceClient client = new SluiceClient(gateway.subscription(topic, other))) {
      Answer answer = client.ask(request("\"u\"", "unsubscribe", topic));
      assertThat(answer).isEqualTo(new Answer("\"u\"", "{}", ""));

      gateway.backend().publish(topic, "not any more");
      gateway.backend().publish(other, "still");
      assertThat(client.inbox().message().text()).isEqualTo("still");
      gateway.backend().awaitSubscribers(topic, "ws", 0);
    }
  }

  @Test
  void subscribesAgainAfterUnsubscribing() {
    String topic = gateway.newTopic();
    try (SluiceClient client = new SluiceClient(gateway.subscription(topic))) {
      client.ask(request("1", "unsubscribe", topic));
      Published missed = gateway.backend().publish(topic, "missed");
      Answer answer = client.ask(subscribe("2", topic));
      assertThat(answer.okString("cursor")).isEqualTo(missed.id());
      gateway.backend().publish(topic, "new");
      assertThat(client.inbox().message().text()).isEqualTo("new");
    }
  }

  @Test
  void publishesWhereItMay() {
    String topic = "open." + gateway.newTopic();
    try (SluiceClient client = new SluiceClient(gateway.subscription(topic));
        Subscriber other = Mode.SSE_JSON.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      client.send("{\"id\":3,\"publish\":{\"topic\":\"" + topic
          + "\",\"event\":\"t\",\"data\":{\"n\":1.0}}}");
      Received message = other.inbox().message();

      assertThat(message.event()).isEqualTo("t");
      assertThat(message.text()).isEqualTo("{\"n\":1.0}");
      // Its own message comes to it too; in which order is not said.
      Answer answer = Answer.read(client.inbox().next(Told.Other.class).text());
      assertThat(answer.okString("topic")).isEqualTo(topic);
      assertThat(answer.okString("id")).isEqualTo(message.id());
      assertThat(RawJson.members(answer.ok())).hasSize(2);
    }
  }

  @Test
  void getsItsOwnMessages() {
    String topic = "open." + gateway.newTopic();
    try (SluiceClient client = new SluiceClient(gateway.subscription(topic))) {
      client.send(publish("1", topic, "\"mine\""));
      assertThat(client.inbox().message().text()).isEqualTo("mine");
    }
  }

  @Test
  void publishesBinaryData() {
    String topic = "open." + gateway.newTopic();
    try (SluiceClient client = connect();
        Subscriber other = Mode.WS_RAW.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      client.ask("{\"id\":1,\"publish\":{\"topic\":\"" + topic + "\",\"data_base64\":\"/wA=\"}}");

      assertThat(other.inbox().message().data()).isEqualTo(new byte[] {(byte) 0xff, 0});
    }
  }

  @Test
  void givesTheHistoryInPages() {
    String topic = gateway.newTopic();
    List<Published> published = gateway.backend().publishNumbers(topic, 1, 5);
    try (SluiceClient client = connect()) {
      Answer first = client.ask(history("4", topic, "\"cursor\":\"earliest\",\"limit\":3"));
      assertThat(first.id()).isEqualTo("4");
      assertThat(first.okString("cursor")).isEqualTo(published.get(2).id());
      assertThat(texts(first)).isEqualTo(Numbers.between(1, 3));

      String cursor = first.okString("cursor");
      Answer second = client.ask(history("5", topic, "\"cursor\":\"" + cursor + "\",\"limit\":3"));
      assertThat(texts(second)).isEqualTo(Numbers.between(4, 5));

      cursor = second.okString("cursor");
      Answer third = client.ask(history("6", topic, "\"cursor\":\"" + cursor + "\",\"limit\":3"));
      assertThat(texts(third)).isEmpty();
      assertThat(third.okString("cursor")).isEqualTo(published.get(4).id());
    }
  }

  @Test
  void doesNotSubscribeByLookingAtTheHistory() {
    String topic = gateway.newTopic();
    gateway.backend().publish(topic, "held");
    try (SluiceClient client = connect()) {
      client.ask(history("4", topic, "\"cursor\":\"earliest\""));
      gateway.backend().publish(topic, "not for it");
      assertThat(client.ask("{\"id\":5,\"ping\":{}}")).isEqualTo(new Answer("5", "{}", ""));
    }
  }

  @Test
  void answersAPing() {
    try (SluiceClient client = connect()) {
      assertThat(client.ask("{\"id\":5,\"ping\":{}}")).isEqualTo(new Answer("5", "{}", ""));
    }
  }

  @Test
  void answersEveryRequestInOrder() {
    try (SluiceClient client = connect()) {
      for (int i = 0; i < 500; i++) {
        client.send("{\"id\":" + i + ",\"ping\":{}}");
      }
      for (int i = 0; i < 500; i++) {
        assertThat(client.answer().id()).isEqualTo(Integer.toString(i));
      }
    }
  }

  @Test
  void givesAnIdBackAsItWas() {
    List<String> ids = List.of(
        "0",
        "-7",
        "12345678901234567890",
        "1.50",
        "1e3",
        "\"seven\"",
        "\"\"",
        "\"\\u00e9\\n\\\"\"");
    try (SluiceClient client = connect()) {
      for (String id : ids) {
        String echoed = client.ask("{\"id\":" + id + ",\"ping\":{}}").id();
        if (id.startsWith("\"")) {
          assertThat(RawJson.tree(echoed)).isEqualTo(RawJson.tree(id));
        } else {
          assertThat(echoed).isEqualTo(id);
        }
      }
    }
  }

  @Test
  void takesTheMembersOfAFrameInAnyOrder() {
    try (SluiceClient client = connect()) {
      assertThat(client.ask(" { \"ping\" : { } , \"id\" : 5 } ").id()).isEqualTo("5");
    }
  }

  @Test
  void tellsAGapOfATopicThatIsResumed() {
    String topic = gateway.newTopic();
    Published old = gateway.backend().publish(topic, "old");
    gateway.backend().delete(topic);
    gateway.backend().publish(topic, "new life");
    try (SluiceClient client = connect()) {
      client.ask(subscribe("1", topic, old.id()));
      assertThat(client.inbox().gap().reason()).isEqualTo("epoch");
      assertThat(client.inbox().message().text()).isEqualTo("new life");
    }
  }

  private static SluiceClient connect() {
    return new SluiceClient(gateway.subscription());
  }

  private static List<String> texts(Answer history) {
    return RawJson.elements(history.okValue("messages")).stream()
        .map(Envelope::message)
        .map(Received::text)
        .toList();
  }

  private static String subscribe(String id, String topic) {
    return request(id, "subscribe", topic);
  }

  private static String subscribe(String id, String topic, String cursor) {
    return "{\"id\":" + id + ",\"subscribe\":{\"topic\":\"" + topic + "\",\"cursor\":\"" + cursor
        + "\"}}";
  }

  private static String request(String id, String name, String topic) {
    return "{\"id\":" + id + ",\"" + name + "\":{\"topic\":\"" + topic + "\"}}";
  }

  private static String publish(String id, String topic, String data) {
    return "{\"id\":" + id + ",\"publish\":{\"topic\":\"" + topic + "\",\"data\":" + data + "}}";
  }

  private static String history(String id, String topic, String members) {
    return "{\"id\":" + id + ",\"history\":{\"topic\":\"" + topic + "\"," + members + "}}";
  }
}
