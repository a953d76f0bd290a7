package dev.sluice.server.contract.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** An HTTP/2 client with prior knowledge and one request, which decides when it takes more. */
public final class RawHttp2 implements AutoCloseable {
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int WINDOW_UPDATE = 8;
  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  private final RawConnection connection;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private byte[] data = {};
  private int taken;

  private RawHttp2(RawConnection connection) {
    this.connection = connection;
  }

  /** The bytes with which a client begins. */
  public static byte[] beginning() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(PREFACE);
    bytes.writeBytes(frame(SETTINGS, 0, 0, new byte[0]));
    return bytes.toByteArray();
  }

  /** Asks for an address, and reads no answer yet. */
  public static RawHttp2 get(RawConnection connection, String target, String accept) {
    byte[] fields = fields(
        ":method", "GET", ":scheme", "http", ":authority", "x", ":path", target, "accept", accept);
    connection.send(beginning());
    connection.send(frame(HEADERS, END_HEADERS | END_STREAM, 1, fields));
    return new RawHttp2(connection);
  }

  /** Asks for a WebSocket on a stream (RFC 8441), and reads no answer yet. */
  public static RawHttp2 webSocket(RawConnection connection, String target, String subprotocol) {
    byte[] fields = fields(
        ":method",
        "CONNECT",
        ":protocol",
        "websocket",
        ":scheme",
        "http",
        ":authority",
        "x",
        ":path",
        target,
        "sec-websocket-version",
        "13",
        "sec-websocket-protocol",
        subprotocol);
    connection.send(beginning());
    connection.send(frame(HEADERS, END_HEADERS, 1, fields));
    return new RawHttp2(connection);
  }

  /** Sends bytes on the stream. */
  public void send(byte[] bytes) {
    connection.send(frame(DATA, 0, 1, bytes));
  }

  /** The next line of the body; the server is told that there is room for as much as was read. */
  public String line() {
    int b = read();
    while (b != '\n') {
      line.write(b);
      b = read();
    }
    String text = line.toString(UTF_8);
    line.reset();
    return text;
  }

  /** The next byte of the body. */
  public int read() {
    while (taken == data.length) {
      nextData();
    }
    return data[taken++] & 0xff;
  }

  private void nextData() {
    ByteBuffer head = ByteBuffer.wrap(connection.read(9));
    int lengthAndType = head.getInt();
    int flags = head.get();
    int stream = head.getInt();
    byte[] payload = connection.read(lengthAndType >>> 8);
    int type = lengthAndType & 0xff;
    if (type == SETTINGS && (flags & ACK) == 0) {
      connection.send(frame(SETTINGS, ACK, 0, new byte[0]));
    } else if (type == DATA) {
      data = payload;
      taken = 0;
      makeRoom(0, payload.length);
      makeRoom(stream, payload.length);
    }
  }

  private void makeRoom(int stream, int bytes) {
    if (bytes > 0) {
      byte[] increment = ByteBuffer.allocate(4).putInt(bytes).array();
      connection.send(frame(WINDOW_UPDATE, 0, stream, increment));
    }
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .putInt(payload.length << 8 | type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /** Literals that no table keeps (RFC 7541, 6.2.2), each of less than 127 bytes. */
  private static byte[] fields(String... namesAndValues) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.length; i++) {
      if (i % 2 == 0) {
        block.write(0);
      }
      block.write(namesAndValues[i].length());
      block.writeBytes(namesAndValues[i].getBytes(ISO_8859_1));
    }
    return block.toByteArray();
  }

  @Override
  public void close() {
    connection.close();
  }
}
