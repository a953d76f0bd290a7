package dev.sluice.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told.Received;
import dev.sluice.server.contract.harness.Told.Shown;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a content type decides on what subscribers see. */
@ContractTest
class ContentTypeTest {
  private static final byte[] NOT_UTF_8 = {'a', (byte) 0xff, 'b'};
  private static final String CURLS_DEFAULT = "application/x-www-form-urlencoded";

  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults());

  @ParameterizedTest
  @CsvSource({
    "'', TEXT",
    "application/x-www-form-urlencoded, TEXT",
    "text/plain, TEXT",
    "text/plain; charset=utf-8, TEXT",
    "TEXT/HTML, TEXT",
    "application/json, JSON",
    "application/json; charset=utf-8, JSON",
    "Application/JSON, JSON",
    "application/vnd.sluice+json, JSON",
    "application/problem+json; charset=utf-8, JSON",
    "application/octet-stream, BINARY",
    "image/png, BINARY"
  })
  void decidesOnWhatAnEnvelopeHolds(String contentType, Shown shown) {
    String topic = gateway.newTopic();
    publish(topic, "[1]".getBytes(UTF_8), contentType);
    for (Mode mode : Mode.values()) {
      if (mode.hasEnvelope()) {
        Received message = first(mode, topic);
        assertThat(message.shown()).as("%s", mode).isEqualTo(shown);
        assertThat(message.text()).as("%s", mode).isEqualTo("[1]");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', TEXT",
    "application/x-www-form-urlencoded, TEXT",
    "text/plain, TEXT",
    "application/json, TEXT",
    "application/vnd.sluice+json, TEXT",
    "application/octet-stream, BINARY"
  })
  void decidesOnTheKindOfARawFrame(String contentType, Shown shown) {
    String topic = gateway.newTopic();
    publish(topic, "[1]".getBytes(UTF_8), contentType);

    assertThat(first(Mode.WS_RAW, topic).shown()).isEqualTo(shown);
    assertThat(first(Mode.WS_RAW, topic).text()).isEqualTo("[1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", CURLS_DEFAULT, "text/plain", "text/plain; charset=utf-8"})
  void showsTextThatIsNotUtf8AsBinary(String contentType) {
    String topic = gateway.newTopic();
    publish(topic, NOT_UTF_8, contentType);
    for (Mode mode : Mode.values()) {
      if (mode != Mode.SSE_RAW) {
        Received message = first(mode, topic);
        assertThat(message.shown()).as("%s", mode).isEqualTo(Shown.BINARY);
        assertThat(message.data()).as("%s", mode).isEqualTo(NOT_UTF_8);
      }
    }
    assertThat(first(Mode.SSE_RAW, topic).text()).isEqualTo("Yf9i");
  }

  @ParameterizedTest
  @EnumSource
  void takesAnEmptyBodyForEmptyText(Mode mode) {
    String topic = gateway.newTopic();
    publish(topic, new byte[0], "");

    assertThat(first(mode, topic).shown()).isEqualTo(Shown.TEXT);
    assertThat(first(mode, topic).data()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void takesAnEmptyBinaryBody(Mode mode) {
    String topic = gateway.newTopic();
    publish(topic, new byte[0], "application/octet-stream");

    assertThat(first(mode, topic).data()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[1,]", "{\"a\":1}x", "nul", "01", "'a'", "\"\t\"", "NaN", "\"\\x\""})
  void refusesJsonThatIsNone(String body) {
    String topic = gateway.newTopic();
    for (String type : List.of("application/json", "application/vnd.sluice+json")) {
      HttpResponse<String> response =
          Http.post(gateway.backend().topicUrl(topic), body, "Content-Type", type);

      assertThat(Problem.of(response).status()).isEqualTo(400);
    }
    assertThat(Http.get(gateway.backend().topicUrl(topic)).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/vnd.sluice+json"})
  void refusesJsonThatIsNotUtf8(String contentType) {
    byte[] body = {'"', (byte) 0xff, '"'};
    HttpResponse<String> response = gateway.backend().post(gateway.newTopic(), body, contentType);

    assertThat(Problem.of(response).status()).isEqualTo(400);
  }

  private static void publish(String topic, byte[] body, String contentType) {
    HttpResponse<String> response = contentType.isEmpty()
        ? Http.post(gateway.backend().topicUrl(topic), body)
        : gateway.backend().post(topic, body, contentType);
    assertThat(response.statusCode()).isEqualTo(201);
  }

  private static Received first(Mode mode, String topic) {
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), "earliest")) {
      return subscriber.inbox().message();
    }
  }
}
