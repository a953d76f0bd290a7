package dev.sluice.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told.Received;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Payloads that are easily broken on their way: line ends, spaces, split characters, sizes. */
@ContractTest
class PayloadTest {
  private static final int LIMIT = 5000;

  private static final List<String> TEXTS = List.of(
      "",
      "\n",
      "\n\n",
      "one\ntwo",
      "one\rtwo",
      "one\r\ntwo",
      "one\n\ntwo",
      "\r\n\r",
      "ends with a line\n",
      " leads with a space",
      "  leads with two",
      "\tleads with a tab",
      ":leads with a colon",
      "data: x\nid: 7\nevent: gap",
      "é😀\u2028\u2029\u0085\u0000\u007f\ufeff",
      "\ufeffleads with a mark",
      "\"quoted\" \\ and / and \u0001",
      "ends with a space ");

  @RegisterExtension
  static final Gateway gateway =
      Gateway.start(Settings.defaults().set("sluice.limits.message-bytes", LIMIT + "B"));

  @ParameterizedTest
  @EnumSource
  void keepsText(Mode mode) {
    String topic = gateway.newTopic();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      for (String text : TEXTS) {
        gateway.backend().publish(topic, text);

        String expected = mode == Mode.SSE_RAW ? text.replaceAll("\r\n|\r", "\n") : text;
        assertThat(subscriber.inbox().message().text()).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsWhatCameInOneFlush(Mode mode) {
    String topic = gateway.newTopic();
    TEXTS.forEach(text -> gateway.backend().publish(topic, text));
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), "earliest")) {
      for (String text : TEXTS) {
        String expected = mode == Mode.SSE_RAW ? text.replaceAll("\r\n|\r", "\n") : text;
        assertThat(subscriber.inbox().message().text()).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsCharactersThatWereSplitOnTheirWayIn(Mode mode) {
    String topic = gateway.newTopic();
    byte[] body = "aé€😀 in pieces".getBytes(UTF_8);
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null);
        RawConnection publisher = RawConnection.to(gateway.internalAddress())) {
      publisher.request("POST", "/v1/topics/" + topic, "Content-Length: " + body.length);
      for (byte b : body) {
        publisher.send(b);
      }
      assertThat(publisher.response().status()).isEqualTo(201);
      assertThat(subscriber.inbox().message().text()).isEqualTo("aé€😀 in pieces");
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesPayloadsUpToTheLimit(Mode mode) {
    String topic = gateway.newTopic();
    String largest = "é".repeat(LIMIT / 2);
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      HttpResponse<String> refused =
          Http.post(gateway.backend().topicUrl(topic), largest + "x", "Content-Type", "text/plain");
      gateway.backend().publish(topic, largest);

      assertThat(Problem.of(refused).status()).isEqualTo(413);
      assertThat(Problem.of(refused).detail()).contains(Integer.toString(LIMIT));
      assertThat(subscriber.inbox().message().text()).isEqualTo(largest);
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesOneMebibyteByDefault(Mode mode) {
    byte[] largest = new byte[1 << 20];
    Arrays.fill(largest, (byte) 'x');
    try (Gateway usual = Gateway.start(Settings.defaults());
        Subscriber subscriber = mode.subscribe(usual.publicUrl(), List.of("a"), null)) {
      usual.backend().publish("a", largest, "text/plain");
      Received message = subscriber.inbox().message();

      assertThat(message.data()).isEqualTo(largest);
      usual.backend().publish("a", "next");
      assertThat(subscriber.inbox().message().text()).isEqualTo("next");
    }
  }
}
