package dev.sluice.server.contract.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An HTTP/2 client with prior knowledge and one request, which decides when it takes more; or one
 * that sends whatever frames a test makes up.
 */
public final class RawHttp2 implements AutoCloseable {
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);

  /** A type of frame, as those below (RFC 9113, 6). */
  public static final int DATA = 0;

  public static final int HEADERS = 1;
  public static final int PRIORITY = 2;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  public static final int CONTINUATION = 9;

  /** A flag, as those below. */
  public static final int ACK = 1;

  public static final int END_STREAM = 1;
  public static final int END_HEADERS = 4;

  private static final int HEAD_BYTES = 9;

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

  /** Says hello, and asks for nothing yet. */
  public static RawHttp2 open(RawConnection connection) {
    connection.send(beginning());
    return new RawHttp2(connection);
  }

  /** Sends a frame, whatever it is. */
  public void send(int type, int flags, int stream, byte... payload) {
    send(frame(type, flags, stream, payload));
  }

  /** Asks for an address on a stream. */
  public void get(int stream, String target, String accept) {
    send(HEADERS, END_HEADERS | END_STREAM, stream, getFields(target, accept));
  }

  /** Asks for an address, and reads no answer yet. */
  public static RawHttp2 get(RawConnection connection, String target, String accept) {
    RawHttp2 client = open(connection);
    client.get(1, target, accept);
    return client;
  }

  /** The fields of a request. */
  public static byte[] getFields(String target, String accept) {
    return fields(
        ":method", "GET", ":scheme", "http", ":authority", "x", ":path", target, "accept", accept);
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

  /** Sends bytes on the first stream. */
  public void sendData(byte[] bytes) {
    send(DATA, 0, 1, bytes);
  }

  /** Sends frames, as they are. */
  public void send(byte[] frames) {
    connection.send(frames);
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
    Frame frame = next();
    if (frame.type() == SETTINGS && (frame.flags() & ACK) == 0) {
      send(SETTINGS, ACK, 0);
    } else if (frame.type() == DATA) {
      data = frame.payload();
      taken = 0;
      makeRoom(0, data.length);
      makeRoom(frame.stream(), data.length);
    }
  }

  /** The next frame, to which nothing is answered. */
  public Frame next() {
    ByteBuffer head = ByteBuffer.wrap(connection.read(HEAD_BYTES));
    int lengthAndType = head.getInt();
    int flags = head.get();
    int stream = head.getInt();
    byte[] payload = connection.read(lengthAndType >>> 8);
    return new Frame(lengthAndType & 0xff, flags, stream, payload);
  }

  /** The next frame of a type, whatever comes before it. */
  public Frame next(int type) {
    Frame frame = next();
    while (frame.type() != type) {
      frame = next();
    }
    return frame;
  }

  /** Reads until the answer to a ping: what was sent before it was taken. */
  public void settle() {
    byte[] payload = "settled?".getBytes(ISO_8859_1);
    send(PING, 0, 0, payload);
    Frame frame = next(PING);
    while (!Arrays.equals(frame.payload(), payload)) {
      frame = next(PING);
    }
  }

  /** Waits until the server has closed the connection. */
  public void awaitClosed() {
    connection.untilClosed();
  }

  /** Tells the server that there is room for more bytes, on a stream or, as 0, on all together. */
  public void makeRoom(int stream, int bytes) {
    if (bytes > 0) {
      byte[] increment = ByteBuffer.allocate(4).putInt(bytes).array();
      connection.send(frame(WINDOW_UPDATE, 0, stream, increment));
    }
  }

  /** The bytes of a frame. */
  public static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(HEAD_BYTES + payload.length)
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

  /** What came. */
  public record Frame(int type, int flags, int stream, byte[] payload) {
    /** The code of the error with which a stream was reset. */
    public int resetCode() {
      return ByteBuffer.wrap(payload).getInt();
    }

    /** The status in the fields, where no answer came before. */
    public String status() {
      try {
        ByteBuf block = Unpooled.wrappedBuffer(payload);
        return String.valueOf(
            new DefaultHttp2HeadersDecoder().decodeHeaders(stream, block).status());
      } catch (Http2Exception e) {
        throw new AssertionError(e);
      }
    }

    /** The code of the error with which the server goes away. */
    public int goAwayCode() {
      return ByteBuffer.wrap(payload).getInt(4);
    }
  }
}
