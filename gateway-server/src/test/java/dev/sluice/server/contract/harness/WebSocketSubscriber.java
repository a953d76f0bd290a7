package dev.sluice.server.contract.harness;

import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Listens at a WebSocket of the JDK: raw frames, envelopes, or {@code sluice.v1}. */
public final class WebSocketSubscriber implements Subscriber, WebSocket.Listener {
  /** What the frames hold. */
  public enum Frames {
    /** The published bytes. */
    RAW,
    /** Envelopes. */
    JSON,
    /** The subprotocol. */
    SLUICE
  }

  private final Inbox inbox;
  private final Frames frames;
  private final StringBuilder text = new StringBuilder();
  private byte[] binary = {};
  private final WebSocket webSocket;

  /** Subscribes, and returns when the server has agreed. */
  public WebSocketSubscriber(
      URI base, List<String> topics, @Nullable String cursor, Frames frames) {
    this(uri(base, topics, cursor, frames), topics.size(), frames);
  }

  /** Opens any address. */
  public WebSocketSubscriber(URI uri, int topics, Frames frames) {
    this.inbox = new Inbox(topics);
    this.frames = frames;
    WebSocket.Builder builder = Http.CLIENT.newWebSocketBuilder().connectTimeout(Await.PATIENCE);
    if (frames == Frames.SLUICE) {
      builder.subprotocols("sluice.v1");
    }
    this.webSocket = Await.value(builder.buildAsync(uri, this));
  }

  private static URI uri(URI base, List<String> topics, @Nullable String cursor, Frames frames) {
    Subscribe subscribe = Subscribe.to(base, topics).with("cursor", cursor);
    return switch (frames) {
      case RAW -> subscribe.with("envelope", "raw").webSocketUri();
      case JSON -> subscribe.with("envelope", "json").webSocketUri();
      case SLUICE -> subscribe.webSocketUri();
    };
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
      inbox.put(told(whole));
    }
    return null;
  }

  private Told told(String frame) {
    try {
      return switch (frames) {
        case RAW -> raw(Told.Shown.TEXT, frame.getBytes(StandardCharsets.UTF_8));
        case JSON -> Envelope.read(frame);
        case SLUICE -> sluice(frame);
      };
    } catch (RuntimeException | AssertionError e) {
      return new Told.Ended(-1, "frame not understood: " + frame + ": " + e);
    }
  }

  private static Told sluice(String frame) {
    Map<String, String> members = RawJson.members(frame);
    String message = members.get("message");
    if (message == null) {
      return Envelope.read(frame);
    }
    if (members.size() != 1) {
      throw new AssertionError("expected {\"message\":{…}}");
    }
    return Envelope.message(message);
  }

  private static Told raw(Told.Shown shown, byte[] data) {
    return new Told.Received(null, null, null, null, shown, data);
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
    socket.request(1);
    byte[] whole = new byte[binary.length + part.remaining()];
    System.arraycopy(binary, 0, whole, 0, binary.length);
    part.get(whole, binary.length, part.remaining());
    binary = last ? new byte[0] : whole;
    if (last) {
      inbox.put(raw(Told.Shown.BINARY, whole));
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
    inbox.put(new Told.Ended(-1, failure.toString()));
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
