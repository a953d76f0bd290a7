package dev.sluice.server.contract.harness;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;

/**
 * Listens at a WebSocket from a cursor on, over a socket of its own: messages come right behind the
 * handshake then, and the JDK's client loses bytes that arrive while it hands its connection over.
 */
final class ResumingWebSocket implements Subscriber {
  private final Inbox inbox;
  private final Frames frames;
  private final RawWebSocket webSocket;
  private volatile boolean closed;

  /** Subscribes, and returns when the server has agreed. */
  ResumingWebSocket(Subscribe subscribe, int topics, Frames frames) {
    this.inbox = new Inbox(topics);
    this.frames = frames;
    URI uri = frames.ask(subscribe).uri();
    RawConnection connection =
        RawConnection.to(new InetSocketAddress(uri.getHost(), uri.getPort())).forHowLongItTakes();
    String target = uri.getRawPath() + "?" + uri.getRawQuery();
    this.webSocket = frames == Frames.SLUICE
        ? RawWebSocket.open(connection, target, "Sec-WebSocket-Protocol: sluice.v1")
        : RawWebSocket.open(connection, target);
    Thread reader = new Thread(this::read, "websocket");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try {
      RawWebSocket.Frame frame = webSocket.read();
      while (frame.opcode() != RawWebSocket.CLOSE) {
        take(frame);
        frame = webSocket.read();
      }
      byte[] payload = frame.payload();
      webSocket.send(RawWebSocket.CLOSE, Arrays.copyOf(payload, 2));
      inbox.put(new Told.Ended(frame.closeCode(), frame.closeReason()));
    } catch (RuntimeException | AssertionError e) {
      if (!closed) {
        inbox.put(new Told.Ended(-1, e.toString()));
      }
    }
  }

  private void take(RawWebSocket.Frame frame) {
    switch (frame.opcode()) {
      case RawWebSocket.TEXT -> inbox.put(frames.text(frame.text()));
      case RawWebSocket.BINARY -> inbox.put(Frames.binary(frame.payload()));
      case RawWebSocket.PING -> {
        webSocket.send(RawWebSocket.PONG, frame.payload());
        inbox.put(new Told.Heartbeat());
      }
      default -> throw new AssertionError("unexpected " + frame);
    }
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  @Override
  public void close() {
    closed = true;
    webSocket.close();
  }
}
