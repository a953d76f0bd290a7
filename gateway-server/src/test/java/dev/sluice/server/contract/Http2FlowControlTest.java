package dev.sluice.server.contract;

import static dev.sluice.server.contract.harness.RawHttp2.DATA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Envelope;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawHttp2;
import dev.sluice.server.contract.harness.RawHttp2.Frame;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Told;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Flow control is back-pressure: a stream's window that is empty slows that stream and no other.
 */
@ContractTest
class Http2FlowControlTest {
  private static final int HELD = 5;
  private static final int MESSAGES = 40;
  private static final int BYTES = 32 * 1024;
  private static final int SLOW = 1;
  private static final int SIBLING = 3;
  private static final String LINES = "application/x-ndjson";

  @RegisterExtension
  static final Gateway gateway =
      Gateway.start(Settings.defaults().set("sluice.topics.max-messages", Integer.toString(HELD)));

  private final Map<Integer, StringBuilder> bodies =
      Map.of(SLOW, new StringBuilder(), SIBLING, new StringBuilder());

  @Test
  void aStreamWithoutAWindowIsToldWhatItMissedAndHoldsUpNoSibling() {
    String topic = gateway.newTopic();
    try (RawHttp2 client = RawHttp2.open(RawConnection.to(gateway.publicAddress()))) {
      client.makeRoom(0, 1 << 30); // so that each stream has its own window only
      client.get(SLOW, "/v1/topics/" + topic, LINES);
      client.get(SIBLING, "/v1/topics/" + topic, LINES);
      gateway.backend().awaitSubscribers(topic, "stream", 2);
      for (int number = 1; number <= MESSAGES; number++) {
        gateway.backend().publish(topic, number + "x".repeat(BYTES));
        assertThat(number(told(client, SIBLING))).isEqualTo(number);
      }
      assertThat(body(SLOW).length()).isLessThan(1 << 16); // as its window was at first
      readUntilTheEnd(client);
    }
  }

  /** All in order, but for those that notices account for. */
  private void readUntilTheEnd(RawHttp2 client) {
    client.makeRoom(SLOW, 1 << 16);
    int expected = 1;
    long missed = 0;
    while (expected <= MESSAGES) {
      Told told = told(client, SLOW);
      if (told instanceof Told.Gap gap) {
        assertThat(gap.reason()).isEqualTo("overrun");
        missed += gap.known();
        expected += Math.toIntExact(gap.known());
      } else {
        assertThat(number(told)).isEqualTo(expected++);
      }
    }
    assertThat(missed).isPositive();
  }

  private Told told(RawHttp2 client, int stream) {
    String line = line(client, stream);
    while (line.isEmpty()) {
      line = line(client, stream);
    }
    return Envelope.read(line);
  }

  /** The next line of a stream, which alone is given room for more. */
  private String line(RawHttp2 client, int stream) {
    StringBuilder body = body(stream);
    while (body.indexOf("\n") < 0) {
      Frame frame = client.next(DATA);
      body(frame.stream()).append(new String(frame.payload(), UTF_8));
      if (frame.stream() == stream) {
        client.makeRoom(stream, frame.payload().length);
      }
    }
    String line = body.substring(0, body.indexOf("\n"));
    body.delete(0, line.length() + 1);
    return line;
  }

  private StringBuilder body(int stream) {
    return Objects.requireNonNull(bodies.get(stream));
  }

  private static int number(Told told) {
    String text = ((Told.Received) told).text();
    return Integer.parseInt(text.substring(0, text.indexOf('x')));
  }
}
