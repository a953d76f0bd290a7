package dev.sluice.server.contract.harness;

import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Listens at a WebSocket of the JDK: raw frames, envelopes, or {@code sluice.v1}. */
public final class WebSocketSubscriber implements Subscriber, WebSocket.Listener {
  private final Inbox inbox;
  private final Frames frames;
  private final StringBuilder text = new StringBuilder();
  private byte[] binary = {};
  private final WebSocket webSocket;

  /** Subscribes to what comes, and returns when the server has agreed. */
  public WebSocketSubscriber(URI base, List<String> topics, Frames frames) {
    this(frames.ask(Subscribe.to(base, topics)).webSocketUri(), topics.size(), frames);
  }

  /** Opens any address. */
  public WebSocketSubscriber(URI uri, int topics, Frames frames) {
    this.inbox = new Inbox(topics);
    this.frames = frames;
    WebSocket.Builder builder =
        Http.client(uri, false).newWebSocketBuilder().connectTimeout(Await.PATIENCE);
    if (frames == Frames.SLUICE) {
      builder.subprotocols("sluice.v1");
    }
    this.webSocket = Await.value(builder.buildAsync(uri, this));
  }

  /** The client itself. */
  public WebSocket webSocket() {
    return webSocket;
  }

  /** Sends a text frame. */
  public void send(String frame) {
    Await.value(webSocket.sendText(frame, true));
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
    socket.request(1);
    text.append(part);
    if (last) {
      String whole = text.toString();
      text.setLength(0);
      inbox.put(frames.text(whole));
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
    socket.request(1);
    byte[] whole = new byte[binary.length + part.remaining()];
    System.arraycopy(binary, 0, whole, 0, binary.length);
    part.get(whole, binary.length, part.remaining());
    binary = last ? new byte[0] : whole;
    if (last) {
      inbox.put(Frames.binary(whole));
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
    socket.request(1);
    inbox.put(new Told.Heartbeat());
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    inbox.put(new Told.Ended(code, reason));
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    inbox.put(new Told.Ended(-1, failure + ", caused by " + failure.getCause()));
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  @Override
  public void close() {
    webSocket.abort();
  }
}
