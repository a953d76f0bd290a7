package dev.sluice.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.RawJson;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told.Received;
import dev.sluice.server.contract.harness.Told.Shown;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in a message's envelope, and that its data stays what was published. */
@ContractTest
class EnvelopeTest {
  /** Each a value that some JSON library would change on its way. */
  private static final List<String> JSON_VALUES = List.of(
      "1.0",
      "-0",
      "1e400",
      "1E+2",
      "0.10",
      "12345678901234567890",
      "1" + "0".repeat(1200),
      "true",
      "null",
      "[]",
      "{}",
      "{\"b\":1.50,\"a\":[1e400,{\"c\":null}]}",
      "{\"s\":\"\\u00e9\\/\\ud83d\\ude00\\n\"}",
      "[\"é😀\u2028\",\"\u007f\"]",
      "  { \"a\" : [ 1 , 2 ] }  ");

  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults());

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"WS_RAW", "SSE_RAW"})
  void holdsTopicIdTimeEventAndData(Mode mode) {
    String topic = gateway.newTopic();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      Published published = gateway.backend().publishEvent(topic, "tick \"1\"", "text");
      Received message = subscriber.inbox().message();

      assertThat(message.topic()).isEqualTo(topic);
      assertThat(message.id()).isEqualTo(published.id());
      assertThat(message.time()).isEqualTo(gateway.clock().epochMillis());
      assertThat(message.event()).isEqualTo("tick \"1\"");
      assertThat(message.text()).isEqualTo("text");
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"WS_RAW", "SSE_RAW"})
  void hasNoEventWhereNoneWasPublished(Mode mode) {
    String topic = gateway.newTopic();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      gateway.backend().publish(topic, "text");
      assertThat(subscriber.inbox().message().event()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SSE_RAW", "SSE_JSON", "SSE_HTTP_2"})
  void isAnEventOfItsTypeInAnEventStream(Mode mode) {
    String topic = gateway.newTopic();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      gateway.backend().publishEvent(topic, "tick", "text");
      assertThat(subscriber.inbox().message().event()).isEqualTo("tick");
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsJsonAsItWasPublished(Mode mode) {
    String topic = gateway.newTopic();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      for (String json : JSON_VALUES) {
        gateway.backend().publish(topic, json.getBytes(UTF_8), "application/json");

        assertThat(subscriber.inbox().message().text().strip()).isEqualTo(json.strip());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsJsonThatWasPublishedInsideJson(Mode mode) {
    String topic = gateway.newTopic();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      for (String json : JSON_VALUES) {
        String line = "{\"data\":" + json + ",\"topics\":[" + RawJson.quoted(topic) + "]}\n";
        gateway.backend().publishLines(line);

        assertThat(subscriber.inbox().message().text().strip()).isEqualTo(json.strip());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void maySpareLineEndsBetweenTheTokensOfJson(Mode mode) {
    String topic = gateway.newTopic();
    String json = "{\r\n  \"a\": 1.0,\n  \"b\": [\n    1e400\r  ]\n}\n";
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      gateway.backend().publish(topic, json.getBytes(UTF_8), "application/json");
      String text = subscriber.inbox().message().text();

      assertThat(text.replaceAll("\\s", "")).isEqualTo(json.replaceAll("\\s", ""));
    }
  }

  @ParameterizedTest
  @EnumSource
  void showsBytesThatAreNeitherJsonNorTextAsBinary(Mode mode) {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    String topic = gateway.newTopic();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      gateway.backend().publish(topic, bytes, "application/octet-stream");
      Received message = subscriber.inbox().message();

      if (mode == Mode.SSE_RAW) {
        assertThat(message.text()).isEqualTo(Base64.getEncoder().encodeToString(bytes));
      } else {
        assertThat(message.shown()).isEqualTo(Shown.BINARY);
        assertThat(message.data()).isEqualTo(bytes);
      }
    }
  }
}
