package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.PollAnswer;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.Settings;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A publisher that repeats a request publishes once. */
@ContractTest
class IdempotencyTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults());

  @Test
  void answersTheSameAndPublishesNothing() {
    String topic = gateway.newTopic();
    Published first = publish(topic, "key", "text");
    gateway.backend().publish(topic, "another");

    assertThat(publish(topic, "key", "text")).isEqualTo(first);
    assertThat(held(topic)).containsExactly("text", "another");
  }

  @Test
  void countsWhateverTheBody() {
    String topic = gateway.newTopic();
    Published first = publish(topic, "key", "text");

    assertThat(publish(topic, "key", "another text")).isEqualTo(first);
    assertThat(held(topic)).containsExactly("text");
  }

  @Test
  void countsPerTopic() {
    String topic = gateway.newTopic();
    String other = gateway.newTopic();
    publish(topic, "key", "text");
    publish(other, "key", "text");

    assertThat(held(topic)).containsExactly("text");
    assertThat(held(other)).containsExactly("text");
  }

  @Test
  void publishesForEachKey() {
    String topic = gateway.newTopic();
    publish(topic, "one key", "1");
    publish(topic, "another key", "2");

    assertThat(held(topic)).containsExactly("1", "2");
  }

  @Test
  void publishesAgainWhenTheWindowIsOver() {
    String topic = gateway.newTopic();
    Published first = publish(topic, "key", "1");
    gateway.clock().advance(Duration.ofMinutes(4));
    assertThat(publish(topic, "key", "2")).isEqualTo(first);
    gateway.clock().advance(Duration.ofSeconds(61));

    assertThat(publish(topic, "key", "3")).isNotEqualTo(first);
    assertThat(held(topic)).containsExactly("1", "3");
  }

  @Test
  void countsForEachOfSeveralTopics() {
    List<String> topics = gateway.newTopics(2);
    Published first = publish(topics.get(0), "key", "alone");
    String body = "{\"topics\":[\"" + String.join("\",\"", topics) + "\"],\"data\":1}";
    HttpResponse<String> response = Http.post(
        gateway.internalUrl().resolve("/v1/publish"),
        body,
        "Content-Type",
        "application/json",
        "Idempotency-Key",
        "key");

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(Published.readAll(response.body()).get(0)).isEqualTo(first);
    assertThat(held(topics.get(0))).containsExactly("alone");
    assertThat(held(topics.get(1))).containsExactly("1");
  }

  @Test
  void publishesOnceForManyAtTheSameTime() {
    String topic = gateway.newTopic();
    List<Published> answers = IntStream.range(0, 50)
        .parallel()
        .mapToObj(i -> publish(topic, "key", "text " + i))
        .toList();

    assertThat(answers).containsOnly(answers.get(0));
    assertThat(held(topic)).hasSize(1);
  }

  @Test
  void forgetsARequestThatWasRefused() {
    String topic = gateway.newTopic();
    HttpResponse<String> refused = Http.post(
        gateway.backend().topicUrl(topic),
        "{",
        "Content-Type",
        "application/json",
        "Idempotency-Key",
        "key");
    assertThat(refused.statusCode()).isEqualTo(400);
    publish(topic, "key", "text");

    assertThat(held(topic)).containsExactly("text");
  }

  private static Published publish(String topic, String key, String text) {
    HttpResponse<String> response = Http.post(
        gateway.backend().topicUrl(topic),
        text,
        "Content-Type",
        "text/plain",
        "Idempotency-Key",
        key);
    assertThat(response.statusCode()).isEqualTo(201);
    return Published.read(response.body());
  }

  private static List<String> held(String topic) {
    var uri =
        gateway.subscription(topic).with("cursor", "earliest").with("wait", "0").uri();
    return PollAnswer.read(Http.get(uri).body()).texts();
  }
}
