package dev.sluice.server.cli.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that says what it is told to, and reads without looking. One thread. */
final class Peer implements AutoCloseable {
  private static final Pattern ENTITY_TAG = Pattern.compile("\r\nETag: (\"[^\"]*\")");
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Socket socket = new Socket();
  private final byte[] buffer = new byte[64 * 1024];
  private String request;

  /** Connects and sends a request. */
  Peer(InetSocketAddress address, String request) throws IOException {
    this.request = request;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(address, TIMEOUT_MILLIS);
    send(request);
  }

  void send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads once; waits until there is something. */
  String read() throws IOException {
    int length = socket.getInputStream().read(buffer);
    if (length < 0) {
      throw new IOException("the gateway has closed a connection");
    }
    return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** Reads what is there, and asks again where that was the answer to a poll. */
  void readOn() throws IOException {
    InputStream in = socket.getInputStream();
    while (in.available() > 0) {
      Matcher tag = ENTITY_TAG.matcher(read());
      if (tag.find()) {
        send(request.replaceFirst("\r\n\r\n", "\r\nIf-None-Match: " + tag.group(1) + "\r\n\r\n"));
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
