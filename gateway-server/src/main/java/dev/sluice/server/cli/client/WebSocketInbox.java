package dev.sluice.server.cli.client;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Hands whole frames from the thread of the HTTP client to the one that subscribes. The listener's
 * methods are for the client, one at a time; {@link #take} is for the subscriber.
 */
final class WebSocketInbox implements WebSocket.Listener {
  /**
   * Frames that may wait here; beyond it the socket is not read, and the gateway sees a slow
   * client.
   */
  private static final int DEPTH = 64;

  private final BlockingQueue<WebSocketEvent> events = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();

  /** Waits for the next event, and lets one more come. */
  WebSocketEvent take(WebSocket socket) throws InterruptedException {
    WebSocketEvent event = events.take();
    if (event instanceof WebSocketEvent.Frame) {
      socket.request(1);
    }
    return event;
  }

  @Override
  public void onOpen(WebSocket socket) {
    socket.request(DEPTH);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      events.add(new WebSocketEvent.Frame(partial.toString()));
      partial.setLength(0);
    } else {
      socket.request(1);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    socket.request(1); // The subprotocol has none; whatever it is, it is not for us.
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
    socket.request(1); // The client answers it by itself.
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    events.add(new WebSocketEvent.Closed(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    events.add(new WebSocketEvent.Broken(failure));
  }
}
