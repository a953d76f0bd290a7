package dev.sluice.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.contract.harness.RawWebSocket.Frame;
import dev.sluice.server.contract.harness.Settings;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages are compressed as was agreed (RFC 7692), in both directions, and never needlessly. */
@ContractTest
class WebSocketCompressionTest {
  private static final String NO_CONTEXT =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
  private static final int SHORTEST = 256;
  private static final int LIMIT = 1 << 20;
  private static final int BOMB = 64 << 20;
  private static final byte[] TAIL = {0, 0, -1, -1};

  @RegisterExtension
  static final Gateway gateway =
      Gateway.start(Settings.defaults().set("sluice.auth.anonymous.publish", "[\"open.**\"]"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "permessage-deflate | " + NO_CONTEXT,
        "permessage-deflate; server_no_context_takeover | " + NO_CONTEXT,
        "permessage-deflate; client_no_context_takeover | " + NO_CONTEXT,
        "permessage-deflate; client_max_window_bits | " + NO_CONTEXT,
        "permessage-deflate; client_max_window_bits=10 | " + NO_CONTEXT,
        "permessage-deflate; client_max_window_bits=\"10\" | " + NO_CONTEXT,
        "permessage-deflate; server_max_window_bits=10 | " + NO_CONTEXT
            + "; server_max_window_bits=10",
        "permessage-deflate; client_max_window_bits; server_max_window_bits=\"8\";"
            + " server_no_context_takeover; client_no_context_takeover | "
            + NO_CONTEXT + "; server_max_window_bits=8",
        "permessage-deflate; server_max_window_bits=16, permessage-deflate | " + NO_CONTEXT,
        "permessage-deflate; mystery, permessage-deflate; server_max_window_bits=9 | " + NO_CONTEXT
            + "; server_max_window_bits=9",
        "permessage-deflate; server_max_window_bits=9; server_max_window_bits=9 | none",
        "permessage-deflate; server_max_window_bits | none",
        "permessage-deflate; server_max_window_bits=08 | none",
        "permessage-deflate; client_max_window_bits=7 | none",
        "permessage-deflate; mystery=1 | none",
        "permessage-frobnicate | none",
      })
  void isAgreedOnAsOffered(String offers, @Nullable String answer) {
    try (RawWebSocket client = open(gateway.newTopic(), offers)) {
      assertThat(client.handshake().header("Sec-WebSocket-Extensions"))
          .isEqualTo(answer == null ? "" : answer);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
  void givesNoMoreAtATimeThanTheWindowHolds(int bits) {
    String topic = gateway.newTopic();
    int window = 1 << bits;
    try (RawWebSocket client = open(topic, "permessage-deflate; server_max_window_bits=" + bits)) {
      for (int length : new int[] {SHORTEST - 1, SHORTEST, window, window + 1, 100_000}) {
        String text = "abcdefgh".repeat(length / 8 + 1).substring(0, length);
        gateway.backend().publish(topic, text);
        Frame frame = client.read();
        boolean fits = length >= SHORTEST && (length <= window || bits == 15);
        assertThat(frame.compressed()).as("%d bytes", length).isEqualTo(fits);
        assertThat(text(frame)).isEqualTo(text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate",
        "permessage-deflate; client_no_context_takeover",
        "permessage-deflate; client_max_window_bits"
      })
  void takesWhatAClientCompresses(String offer) {
    try (RawWebSocket client = open("open." + gateway.newTopic(), offer)) {
      for (String text : new String[] {"", "a", "all the same ".repeat(5000), "all the same"}) {
        client.connection().send(compressed(RawWebSocket.TEXT | 0x80, deflated(text)));
        assertThat(text(client.read())).isEqualTo(text);
      }
    }
  }

  @Test
  void takesACompressedMessageInFragmentsWithAPingBetween() {
    String text = "one and the same ".repeat(100);
    byte[] message = deflated(text);
    try (RawWebSocket client = open("open." + gateway.newTopic(), "permessage-deflate")) {
      client.connection().send(compressed(RawWebSocket.TEXT, Arrays.copyOf(message, 5)));
      client.send(RawWebSocket.PING, new byte[] {7});
      assertThat(client.read().opcode()).isEqualTo(RawWebSocket.PONG);
      byte[] rest = Arrays.copyOfRange(message, 5, message.length);
      client.connection().send(RawWebSocket.masked(0x80, rest));
      assertThat(text(client.read())).isEqualTo(text);
    }
  }

  /** On a control frame, and others of the reserved bits. */
  @ParameterizedTest
  @ValueSource(ints = {0xc8, 0xc9, 0xca, 0xa1, 0x91, 0xe1, 0xf2})
  void refusesReservedBitsThatSayNothing(int firstByte) {
    try (RawWebSocket client = open("open." + gateway.newTopic(), "permessage-deflate")) {
      client.connection().send(RawWebSocket.masked(firstByte, new byte[] {3, (byte) 0xe8}));
      assertThat(client.closeCode()).isEqualTo(1002);
    }
  }

  @Test
  void refusesAContinuationThatSaysItIsCompressed() {
    try (RawWebSocket client = open("open." + gateway.newTopic(), "permessage-deflate")) {
      client.connection().send(compressed(RawWebSocket.TEXT, new byte[] {1}));
      client.connection().send(compressed(0x80, new byte[] {1}));
      assertThat(client.closeCode()).isEqualTo(1002);
    }
  }

  @Test
  void refusesCompressionThatWasNotAgreedOn() {
    try (RawWebSocket client = open("open." + gateway.newTopic(), "permessage-frobnicate")) {
      client.connection().send(compressed(RawWebSocket.TEXT | 0x80, deflated("x")));
      assertThat(client.closeCode()).isEqualTo(1002);
    }
  }

  @Test
  void refusesABomb() {
    byte[] bomb = deflated(new byte[BOMB]);
    assertThat(bomb).hasSizeLessThan(LIMIT / 8);
    try (RawWebSocket client = open("open." + gateway.newTopic(), "permessage-deflate")) {
      client.connection().send(compressed(RawWebSocket.BINARY | 0x80, bomb));
      assertThat(client.closeCode()).isEqualTo(1009);
    }
  }

  private static RawWebSocket open(String topic, String offers) {
    RawConnection connection = RawConnection.to(gateway.publicAddress());
    return RawWebSocket.open(
        connection, "/v1/topics/" + topic, "Sec-WebSocket-Extensions: " + offers);
  }

  private static byte[] compressed(int firstByte, byte[] payload) {
    return RawWebSocket.masked(firstByte | RawWebSocket.COMPRESSED, payload);
  }

  private static byte[] deflated(String text) {
    return deflated(text.getBytes(UTF_8));
  }

  /** Without the marker at the end (RFC 7692, 7.2.1). */
  private static byte[] deflated(byte[] data) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(data);
    byte[] out = new byte[1 << 18];
    int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Arrays.copyOf(out, length - TAIL.length);
  }

  private static String text(Frame frame) {
    assertThat(frame.opcode()).isEqualTo(RawWebSocket.TEXT);
    return frame.compressed() ? inflated(frame.payload()) : frame.text();
  }

  /** By itself: no context was kept (RFC 7692, 7.2.2). */
  private static String inflated(byte[] payload) {
    Inflater inflater = new Inflater(true);
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    input.writeBytes(payload);
    input.writeBytes(TAIL);
    inflater.setInput(input.toByteArray());
    byte[] out = new byte[LIMIT];
    try {
      return new String(out, 0, inflater.inflate(out), UTF_8);
    } catch (DataFormatException e) {
      throw new AssertionError(e);
    } finally {
      inflater.end();
    }
  }
}
