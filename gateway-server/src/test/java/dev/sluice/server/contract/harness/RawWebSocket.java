package dev.sluice.server.contract.harness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A WebSocket client that may break every rule (RFC 6455). */
public final class RawWebSocket implements AutoCloseable {
  /** The opcode of a text frame. */
  public static final int TEXT = 1;

  /** The opcode of a binary frame. */
  public static final int BINARY = 2;

  /** The opcode of a close frame. */
  public static final int CLOSE = 8;

  /** The opcode of a ping. */
  public static final int PING = 9;

  /** The opcode of a pong. */
  public static final int PONG = 10;

  /** The first reserved bit, as a compressed message's first frame has it (RFC 7692, 6). */
  public static final int COMPRESSED = 0x40;

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

  private final RawConnection connection;
  private final RawResponse handshake;

  /** Of a connection whose handshake is over. */
  private RawWebSocket(RawConnection connection, RawResponse handshake) {
    this.connection = connection;
    this.handshake = handshake;
  }

  /** The lines that ask for an upgrade, with the key of the RFC's example. */
  public static List<String> upgradeLines() {
    return List.of(
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
  }

  /** Opens one. */
  public static RawWebSocket open(RawConnection connection, String target, String... headerLines) {
    List<String> lines = new ArrayList<>(upgradeLines());
    lines.addAll(List.of(headerLines));
    connection.request("GET", target, lines.toArray(String[]::new));
    return accepted(connection);
  }

  /** Goes on after a handshake that was sent; reads its answer. */
  public static RawWebSocket accepted(RawConnection connection) {
    RawResponse response = connection.head();
    if (response.status() != 101
        || !response.header("Sec-WebSocket-Accept").equals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")) {
      throw new AssertionError("not upgraded: " + response);
    }
    return new RawWebSocket(connection, response);
  }

  /** The connection below. */
  public RawConnection connection() {
    return connection;
  }

  /** The answer to the handshake. */
  public RawResponse handshake() {
    return handshake;
  }

  /** Sends a text frame. */
  public void send(String text) {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a frame as a client has to. */
  public void send(int opcode, byte[] payload) {
    connection.send(masked(FINAL | opcode, payload));
  }

  /** A masked frame with any first byte. */
  public static byte[] masked(int firstByte, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(firstByte);
    writeLength(frame, payload.length);
    frame.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ MASK[i % MASK.length]);
    }
    return frame.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream frame, int length) {
    if (length < 126) {
      frame.write(MASKED | length);
    } else if (length < 65536) {
      frame.write(MASKED | 126);
      frame.write(length >>> 8);
      frame.write(length);
    } else {
      frame.write(MASKED | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) length >>> shift));
      }
    }
  }

  /** Reads a frame, that must be whole and unmasked. */
  public Frame read() {
    int first = connection.read();
    int second = connection.read();
    if ((first & FINAL) == 0 || (second & MASKED) != 0) {
      throw new AssertionError("not a whole unmasked frame: " + first + ", " + second);
    }
    boolean compressed = (first & COMPRESSED) != 0;
    return new Frame(first & 0x0f, compressed, connection.read(length(second)));
  }

  private int length(int second) {
    if (second < 126) {
      return second;
    }
    long length = 0;
    for (byte b : connection.read(second == 126 ? 2 : 8)) {
      length = length << 8 | (b & 0xff);
    }
    return (int) length;
  }

  /** Reads the close frame that comes next; its code. */
  public int closeCode() {
    Frame frame = read();
    if (frame.opcode() != CLOSE) {
      throw new AssertionError("expected a close frame, got " + frame);
    }
    return frame.closeCode();
  }

  @Override
  public void close() {
    connection.close();
  }

  /** What came. */
  public record Frame(int opcode, boolean compressed, byte[] payload) {
    /** The payload of a text frame. */
    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    /** The code of a close frame. */
    public int closeCode() {
      return (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
    }

    /** The reason in a close frame. */
    public String closeReason() {
      return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return "frame of opcode " + opcode + ": " + text();
    }
  }
}
