package dev.sluice.server.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Puts a client's fragments together (RFC 6455, 5.4), and expands what it compressed (RFC 7692,
 * 7.2.2). The decoder has checked the fragments' order. Belongs to its loop.
 */
final class MessageAssembler {
  private static final byte[] EMPTY = {};
  private static final int COMPRESSED = 4;

  private final boolean mayCompress;
  private byte[] collected = EMPTY;
  private int length;
  private boolean text;
  private boolean compressed;

  MessageAssembler(boolean mayCompress) {
    this.mayCompress = mayCompress;
  }

  /**
   * Whether a frame's reserved bits are such as were agreed: at most the one that says that a
   * message is compressed.
   */
  boolean allows(WebSocketFrame frame, boolean control) {
    boolean begins = !control && !(frame instanceof ContinuationWebSocketFrame);
    return frame.rsv() == 0 || (mayCompress && begins && frame.rsv() == COMPRESSED);
  }

  /** Takes a data frame. False where the message is larger than that. */
  boolean tryAdd(WebSocketFrame frame, int maxBytes) {
    if (!(frame instanceof ContinuationWebSocketFrame)) {
      text = frame instanceof TextWebSocketFrame;
      compressed = frame.rsv() == COMPRESSED;
      length = 0;
    }
    ByteBuf content = frame.content();
    int added = content.readableBytes();
    if (added > maxBytes - length) {
      return false;
    }
    if (length + added > collected.length) {
      int doubled = length == 0 ? added : Math.min(maxBytes, collected.length * 2);
      collected = Arrays.copyOf(collected, Math.max(length + added, doubled));
    }
    content.readBytes(collected, length, added);
    length += added;
    return true;
  }

  boolean isText() {
    return text;
  }

  /**
   * The message, which is complete; the next one begins empty.
   *
   * @return null where it is larger than that
   * @throws DataFormatException if it says that it is compressed and isn't
   */
  byte @Nullable [] take(int maxBytes) throws DataFormatException {
    byte[] message = length == collected.length ? collected : Arrays.copyOf(collected, length);
    collected = EMPTY;
    length = 0;
    return compressed ? Deflate.expand(message, maxBytes) : message;
  }
}
