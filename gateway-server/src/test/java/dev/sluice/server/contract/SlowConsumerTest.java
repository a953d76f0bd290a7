package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Envelope;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawHttp2;
import dev.sluice.server.contract.harness.RawJson;
import dev.sluice.server.contract.harness.RawStream;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.contract.harness.RawWebSocket.Frame;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscribe;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told;
import io.netty.util.internal.PlatformDependent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that does not read costs the others nothing, and is told what it missed. */
@ContractTest
class SlowConsumerTest {
  private static final int HELD = 20;
  private static final int BURST = HELD / 2;
  private static final int BURSTS = 40;
  private static final int BYTES = 64 * 1024;
  private static final int RECEIVE_BUFFER = 16 * 1024;

  /** Far less than what the slow one is not given, about 26 MB. */
  private static final long BOUND = 8L << 20;

  @RegisterExtension
  static final Gateway gateway =
      Gateway.start(Settings.defaults().set("sluice.topics.max-messages", Integer.toString(HELD)));

  private String topic;
  private Subscribe subscribe;

  @BeforeEach
  void newTopic() {
    topic = gateway.newTopic();
    subscribe = gateway.subscription(topic);
  }

  @Test
  void isToldInAnEventStream() {
    RawConnection connection = slow();
    Subscribe inEnvelopes = subscribe.with("envelope", "json");
    try (RawStream events = RawStream.open(connection, inEnvelopes, "text/event-stream")) {
      publishWhileOthersRead();
      readUntilTheEnd(() -> {
        List<String> block = events.blockWithData();
        String data = block.stream()
            .filter(line -> line.startsWith("data: "))
            .findFirst()
            .orElseThrow()
            .substring("data: ".length());
        return Envelope.read(data);
      });
    }
  }

  @Test
  void isToldInAStreamOfLines() {
    try (RawStream lines = RawStream.open(slow(), subscribe, "application/x-ndjson")) {
      publishWhileOthersRead();
      readUntilTheEnd(() -> told(lines.line()));
    }
  }

  @Test
  void isToldOverHttp2() {
    try (RawHttp2 stream = RawHttp2.get(slow(), "/v1/topics/" + topic, "application/x-ndjson")) {
      gateway.backend().awaitSubscribers(topic, "stream", 1);
      publishWhileOthersRead();
      readUntilTheEnd(() -> told(stream.line()));
    }
  }

  @Test
  void isToldOverAWebSocket() {
    String target = subscribe.with("envelope", "json").uri().toString().replaceFirst(".*:\\d+", "");
    try (RawWebSocket webSocket = RawWebSocket.open(slow(), target)) {
      publishWhileOthersRead();
      readUntilTheEnd(() -> Envelope.read(webSocket.read().text()));
    }
  }

  @Test
  void isToldOverTheSubprotocol() {
    String header = "Sec-WebSocket-Protocol: sluice.v1";
    try (RawWebSocket webSocket = RawWebSocket.open(slow(), "/v1/topics/" + topic, header)) {
      publishWhileOthersRead();
      readUntilTheEnd(() -> {
        String text = webSocket.read().text();
        String message = RawJson.members(text).get("message");
        return message == null ? Envelope.read(text) : Envelope.message(message);
      });
    }
  }

  @Test
  void isClosedOverARawWebSocket() {
    try (RawWebSocket webSocket = RawWebSocket.open(slow(), "/v1/topics/" + topic)) {
      publishWhileOthersRead();
      int expected = 1;
      Frame frame = webSocket.read();
      while (frame.opcode() == RawWebSocket.TEXT) {
        assertThat(number(frame.text())).isEqualTo(expected++);
        frame = webSocket.read();
      }
      assertThat(frame.opcode()).isEqualTo(RawWebSocket.CLOSE);
      assertThat(frame.closeCode()).isEqualTo(4008);
      assertThat(frame.closeReason()).isEqualTo("lagged");
      assertThat(expected).isLessThan(BURST * BURSTS);
    }
  }

  @Test
  void isToldOfEachOfSeveralTopics() {
    String other = gateway.newTopic();
    gateway.backend().publish(other, "0x");
    Subscribe both = gateway.subscription(other, topic).with("cursor", "earliest");
    try (RawStream lines = RawStream.open(slow(), both, "application/x-ndjson")) {
      publishWhileOthersRead();
      gateway.backend().publish(other, "1x");
      List<String> fromOther = new ArrayList<>();
      readUntilTheEnd(() -> {
        Told told = told(lines.line());
        while (told instanceof Told.Received message && other.equals(message.topic())) {
          fromOther.add(message.text());
          told = told(lines.line());
        }
        return told;
      });
      assertThat(fromOther).containsExactly("0x", "1x");
    }
  }

  private static Told told(String line) {
    return line.isEmpty() ? new Told.Heartbeat() : Envelope.read(line);
  }

  private static RawConnection slow() {
    return RawConnection.to(gateway.publicAddress(), RECEIVE_BUFFER);
  }

  private void publishWhileOthersRead() {
    long before = PlatformDependent.usedDirectMemory();
    try (Subscriber webSocket = Mode.WS_RAW.subscribe(gateway.publicUrl(), List.of(topic), null);
        Subscriber events = Mode.SSE_RAW.subscribe(gateway.publicUrl(), List.of(topic), null);
        Subscriber longPoll = Mode.LONG_POLL.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      int number = 0;
      for (int burst = 0; burst < BURSTS; burst++) {
        for (int i = 0; i < BURST; i++) {
          gateway.backend().publish(topic, ++number + "x".repeat(BYTES));
        }
        for (Subscriber subscriber : List.of(webSocket, events, longPoll)) {
          for (int i = number - BURST + 1; i <= number; i++) {
            assertThat(number(subscriber.inbox().message().text())).isEqualTo(i);
          }
        }
      }
    }
    assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(BOUND);
  }

  /** Every number once and in order, but for those that notices account for; then the present. */
  private void readUntilTheEnd(Supplier<Told> read) {
    int expected = 1;
    long missed = 0;
    String cursor = "";
    while (expected <= BURST * BURSTS) {
      Told told = read.get();
      if (told instanceof Told.Gap gap) {
        assertThat(gap.reason()).isEqualTo("overrun");
        assertThat(gap.from()).isEqualTo(cursor);
        assertThat(gap.known()).isPositive();
        missed += gap.known();
        expected += Math.toIntExact(gap.known());
      } else if (told instanceof Told.Received message) {
        assertThat(number(message.text())).isEqualTo(expected++);
        cursor = String.valueOf(message.id());
      }
    }
    assertThat(missed).isPositive();
    gateway.backend().publish(topic, expected + "x");
    Told told = read.get();
    while (!(told instanceof Told.Received)) {
      told = read.get();
    }
    assertThat(number(((Told.Received) told).text())).isEqualTo(expected);
  }

  private static int number(String text) {
    return Integer.parseInt(text.substring(0, text.indexOf('x')));
  }
}
