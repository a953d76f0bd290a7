package dev.sluice.server.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A connection whose bytes are the test's own; text is a byte a character. */
final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private boolean reset;

  private Wire(Socket socket) {
    this.socket = socket;
  }

  static Wire to(InetSocketAddress address) throws IOException {
    return to(address, 0);
  }

  /**
   * Connects.
   *
   * @param receiveBuffer bytes that the kernel takes unread, 0 for its own choice
   */
  static Wire to(InetSocketAddress address, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()));
    return new Wire(socket);
  }

  Wire send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Sends each byte by itself, until the server has closed. */
  Wire drip(String text) throws IOException {
    try {
      for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
        socket.getOutputStream().write(b);
      }
    } catch (SocketException e) {
      reset = true;
    }
    return this;
  }

  /** Says that nothing follows. */
  Wire end() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Reads until an end of what there is to read has come. */
  String readUntil(String end) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (!all.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
      int b = socket.getInputStream().read();
      if (b < 0) {
        throw new IOException("closed after " + all);
      }
      all.write(b);
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** Reads so many bytes. */
  String read(int count) throws IOException {
    return new String(socket.getInputStream().readNBytes(count), StandardCharsets.ISO_8859_1);
  }

  /** Reads an answer that has a length. */
  WireAnswer answer() throws IOException {
    String head = readUntil("\r\n\r\n");
    return new WireAnswer(head, read(WireAnswer.length(head)));
  }

  /** Reads the answer to a HEAD, or an interim one. */
  WireAnswer answerWithoutBody() throws IOException {
    return new WireAnswer(readUntil("\r\n\r\n"), "");
  }

  /** Reads until the server closes, by an end or a reset. */
  String readAll() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      int count;
      while ((count = socket.getInputStream().read(buffer)) >= 0) {
        all.write(buffer, 0, count);
      }
    } catch (SocketException e) {
      reset = true;
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** Whether the server has reset the connection. */
  boolean wasReset() {
    return reset;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
