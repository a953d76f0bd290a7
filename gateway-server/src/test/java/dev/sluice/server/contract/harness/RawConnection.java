package dev.sluice.server.contract.harness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A TCP connection whose every byte the test decides on. */
public final class RawConnection implements AutoCloseable {
  private static final InetAddress LOCALHOST = InetAddress.getLoopbackAddress();

  private final Socket socket;
  private final InputStream in;

  private RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** Connects. */
  public static RawConnection to(InetSocketAddress address) {
    return to(address, 0);
  }

  /**
   * Connects.
   *
   * @param receiveBuffer bytes that the kernel takes before the test reads, 0 for its own choice
   */
  public static RawConnection to(InetSocketAddress address, int receiveBuffer) {
    try {
      Socket socket = new Socket();
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) Await.PATIENCE.toMillis());
      socket.connect(new InetSocketAddress(LOCALHOST, address.getPort()));
      return new RawConnection(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets reads wait as long as the connection is open. */
  RawConnection forHowLongItTakes() {
    try {
      socket.setSoTimeout(0);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connects from another address of this machine's, as a proxy would. */
  public static RawConnection from(String localAddress, InetSocketAddress address) {
    try {
      Socket socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) Await.PATIENCE.toMillis());
      socket.bind(new InetSocketAddress(localAddress, 0));
      socket.connect(new InetSocketAddress(LOCALHOST, address.getPort()));
      return new RawConnection(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Encrypts what follows. */
  public RawConnection encrypted(SSLContext context) {
    try {
      Socket over =
          context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
      return new RawConnection(over);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Encrypts what follows as a client wants it; returns when the server has agreed. */
  public RawConnection encrypted(SSLContext context, UnaryOperator<SSLParameters> wishes) {
    RawConnection over = encrypted(context);
    SSLSocket tls = over.tls();
    tls.setSSLParameters(wishes.apply(tls.getSSLParameters()));
    try {
      tls.startHandshake();
      return over;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was agreed on, where it is encrypted. */
  public SSLSocket tls() {
    return (SSLSocket) socket;
  }

  /** Sends text as UTF-8, in one segment where that is possible. */
  public void send(String text) {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends bytes. */
  public void send(byte... bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a request without a body. */
  public void request(String method, String target, String... headerLines) {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: test\r\n");
    for (String line : headerLines) {
      head.append(line).append("\r\n");
    }
    send(head.append("\r\n").toString());
  }

  /** Reads the answer to anything but HEAD. */
  public RawResponse response() {
    return bodyOf(head());
  }

  /** Reads an answer up to where a body would begin. */
  public RawResponse head() {
    return RawResponse.head(this);
  }

  /** Reads what follows a head, and makes the answer whole. */
  public RawResponse bodyOf(RawResponse head) {
    return head.withBody(this);
  }

  /** Reads a line, without its end. */
  public String line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = read(); b != '\n'; b = read()) {
      line.write(b);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** Reads one byte. */
  public int read() {
    try {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("closed by the server");
      }
      return b;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads so many bytes. */
  public byte[] read(int count) {
    try {
      byte[] bytes = in.readNBytes(count);
      if (bytes.length < count) {
        throw new EOFException("closed by the server");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the server has closed it; what came before, as text. */
  public String untilClosed() {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try {
      for (int b = in.read(); b >= 0; b = in.read()) {
        rest.write(b);
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("not closed by the server, after " + rest, e);
    } catch (IOException e) {
      // a reset closes it too
    }
    return rest.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
