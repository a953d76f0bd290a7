package dev.sluice.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that doesn't read is cut off when it has read nothing for the limit, and counted. */
@Timeout(60)
class StalledReaderTest {
  private static final int MESSAGES = 24;
  private static final int BYTES = 512 * 1024;
  private static final int RECEIVE_BUFFER = 16 * 1024;
  private static final String END = " HTTP/1.1\r\nHost: x\r\n";

  private final ManualClock clock = new ManualClock();
  private Served gateway;

  @BeforeEach
  void start() throws IOException {
    gateway =
        Served.start(clock, "sluice.topics.max-bytes=64MiB", "sluice.limits.write-timeout=60s");
    for (int i = 0; i < MESSAGES; i++) {
      gateway.publish("big", "x".repeat(BYTES));
    }
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /** All ways to a subscriber that can be stalled, in the order in which they are told apart. */
  private static List<String> requests() {
    String poll = "GET /v1/topics/big?wait=0&cursor=earliest" + END + "\r\n";
    String stream = "GET /v1/topics/big?cursor=earliest" + END;
    String webSocket = """
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
        \r
        """;
    return List.of(
        poll.repeat(MESSAGES),
        stream + "Accept: text/event-stream\r\n\r\n",
        stream + "Accept: application/x-ndjson\r\n\r\n",
        stream + webSocket,
        stream + "Sec-WebSocket-Protocol: sluice.v1\r\n" + webSocket);
  }

  @Test
  void cutsOffWhoReadsNothing() throws IOException {
    String history = "GET /v1/topics/big/messages?cursor=earliest" + END + "\r\n";
    try (Wires wires = new Wires()) {
      for (String request : requests()) {
        wires.open(Side.PUBLIC, request);
      }
      wires.open(Side.INTERNAL, history.repeat(MESSAGES)); // an operator too
      gateway.awaitTicks(3);
      pass(45);
      assertThat(gateway.refused("stalled")).isZero();
      pass(60);
      assertThat(gateway.refused("stalled")).isEqualTo(wires.all.size());
      for (Wire wire : wires.all) {
        assertThat(wire.readAll().length()).isLessThan(MESSAGES * BYTES);
      }
    }
  }

  @Test
  void keepsWhoReadsSlowly() throws IOException {
    try (Wires wires = new Wires()) {
      for (String request : requests()) {
        wires.open(Side.PUBLIC, request);
      }
      gateway.awaitTicks(3);
      for (int i = 0; i < 3; i++) {
        pass(45);
        for (Wire wire : wires.all) {
          assertThat(wire.read(3 * 1024 * 1024)).hasSize(3 * 1024 * 1024);
        }
      }
      assertThat(gateway.refused("stalled")).isZero();
    }
  }

  @Test
  void resetsAStreamWhoseWindowStaysClosed() throws IOException {
    try (Wire wire = gateway.connect(Side.PUBLIC)) {
      String path = "/v1/topics/big?wait=0&cursor=earliest";
      String fields = "\u0082\u0086\u0001\u0001x\u0004" + (char) path.length() + path;
      wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
          + frame(4, 0, 0, "\u0000\u0004\u0000\u0000\u0000\u0000") // no window for any stream
          + frame(1, 5, 1, fields));
      gateway.awaitTicks(3);
      pass(105);
      assertThat(gateway.refused("stalled")).isEqualTo(1);
      wire.readUntil(frame(3, 0, 1, "\u0000\u0000\u0000\u0008")); // CANCEL
      wire.send(frame(6, 0, 0, "12345678"));
      wire.readUntil(frame(6, 1, 0, "12345678"));
    }
  }

  /** Connections with little room for what isn't read. */
  private final class Wires implements AutoCloseable {
    final List<Wire> all = new ArrayList<>();

    void open(Side side, String request) throws IOException {
      Wire wire = Wire.to(gateway.address(side), RECEIVE_BUFFER);
      all.add(wire);
      wire.send(request);
    }

    @Override
    public void close() throws IOException {
      for (Wire wire : all) {
        wire.close();
      }
    }
  }

  private static String frame(int type, int flags, int stream, String payload) {
    return "\u0000\u0000" + (char) payload.length() + (char) type + (char) flags
        + "\u0000\u0000\u0000" + (char) stream + payload;
  }

  private void pass(int seconds) throws IOException {
    for (int i = 0; i < seconds; i += 15) {
      clock.advance(Duration.ofSeconds(15));
      gateway.awaitTicks(1);
    }
  }
}
