package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Numbers;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.SluiceClient;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told;
import dev.sluice.server.contract.harness.Told.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What came before a cursor was told is what the cursor covers, however fast messages come. */
@ContractTest
class CoveringCursorTest {
  private static final int EACH = 1500;
  private static final int HOP = 40;

  /** Those that tell a covering cursor and a message's topic. */
  private static final List<Mode> MODES = List.of(
      Mode.SSE_JSON,
      Mode.STREAM_HTTP_2,
      Mode.WS_JSON,
      Mode.LONG_POLL_HTTP_2,
      Mode.POLL,
      Mode.SSE_HTTP_2,
      Mode.STREAM,
      Mode.LONG_POLL);

  @RegisterExtension
  static final Gateway gateway =
      Gateway.start(Settings.defaults().set("sluice.topics.max-messages", "10000"));

  @Test
  void isExactWhereverAConnectionBreaksWhileMessagesKeepComing() {
    List<String> topics = gateway.newTopics(3);
    List<CompletableFuture<Void>> publishing = topics.stream()
        .map(topic -> CompletableFuture.runAsync(() -> publishSteadily(topic)))
        .toList();
    List<Received> covered = new ArrayList<>();
    String cursor = "earliest";
    for (int hop = 0; covered.size() < 3 * EACH; hop++) {
      Mode mode = MODES.get(hop % MODES.size());
      try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), topics, cursor)) {
        cursor = takeSome(subscriber, covered);
      }
    }
    publishing.forEach(Await::value);
    for (String topic : topics) {
      assertThat(covered)
          .filteredOn(message -> topic.equals(message.topic()))
          .extracting(Received::text)
          .containsExactlyElementsOf(Numbers.between(1, EACH));
    }
  }

  /** Keeps what a cursor was told for; what came after the last one is given up. */
  private static String takeSome(Subscriber subscriber, List<Received> covered) {
    int enough = Math.min(covered.size() + HOP, 3 * EACH);
    List<Received> uncovered = new ArrayList<>();
    while (true) {
      Told told = subscriber.inbox().next();
      if (told instanceof Received message) {
        uncovered.add(message);
      } else if (told instanceof Told.At at) {
        covered.addAll(uncovered);
        uncovered.clear();
        if (covered.size() >= enough) {
          return at.cursor();
        }
      }
    }
  }

  @Test
  void isExactWhereATopicIsLeftAndJoinedWhileMessagesKeepComing() {
    String topic = gateway.newTopic();
    CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> publishSteadily(topic));
    List<String> received = new ArrayList<>();
    String cursor = "earliest";
    try (SluiceClient client = new SluiceClient(gateway.subscription())) {
      while (received.size() < EACH) {
        client.send(
            "{\"id\":1,\"subscribe\":{\"topic\":\"" + topic + "\",\"cursor\":\"" + cursor + "\"}}");
        Received last = null;
        for (int i = 0; i < HOP && received.size() < EACH; i++) {
          last = client.inbox().message();
          received.add(last.text());
        }
        cursor = last == null ? cursor : String.valueOf(last.id());
        client.send("{\"id\":2,\"unsubscribe\":{\"topic\":\"" + topic + "\"}}");
        skipToTheAnswer(client);
      }
    }
    Await.value(publishing);
    assertThat(received).isEqualTo(Numbers.between(1, EACH));
  }

  /** Messages that were on their way come before it; none come after it. */
  private static void skipToTheAnswer(SluiceClient client) {
    String answer = client.inbox().next(Told.Other.class).text();
    while (!answer.startsWith("{\"id\":2,")) {
      answer = client.inbox().next(Told.Other.class).text();
    }
  }

  @ParameterizedTest
  @EnumSource
  void coversAHundredTopics(Mode mode) {
    List<String> topics = gateway.newTopics(100);
    String cursor;
    try (Subscriber first = Mode.STREAM.subscribe(gateway.publicUrl(), topics, null)) {
      topics.forEach(topic -> gateway.backend().publish(topic, "seen"));
      first.inbox().messages(100);
      cursor = first.inbox().cursor();
    }
    topics.forEach(topic -> gateway.backend().publish(topic, "missed of " + topic));
    try (Subscriber second = mode.subscribe(gateway.publicUrl(), topics, cursor)) {
      assertThat(second.inbox().texts(100))
          .containsExactlyInAnyOrderElementsOf(
              topics.stream().map(topic -> "missed of " + topic).toList());
    }
  }

  @Test
  void isSafeInAUrl() {
    List<String> topics = gateway.newTopics(3);
    topics.forEach(topic -> gateway.backend().publish(topic, "text"));
    try (Subscriber subscriber = Mode.POLL.subscribe(gateway.publicUrl(), topics, "-1")) {
      subscriber.inbox().messages(3);
      assertThat(subscriber.inbox().cursor()).matches("[A-Za-z0-9._~-]+");
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesATopicThatIsNamedTwiceOnce(Mode mode) {
    String topic = gateway.newTopic();
    List<String> twice = List.of(topic, topic);
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), twice, null)) {
      gateway.backend().publish(topic, "once");
      gateway.backend().publish(topic, "and once");
      assertThat(subscriber.inbox().texts(2)).containsExactly("once", "and once");
    }
  }

  private static void publishSteadily(String topic) {
    for (int first = 1; first <= EACH; first += 10) {
      gateway.backend().publishNumbers(topic, first, first + 9);
    }
  }
}
