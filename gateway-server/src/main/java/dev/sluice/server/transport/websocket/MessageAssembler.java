package dev.sluice.server.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Arrays;

/**
 * Puts a client's fragments together (RFC 6455, 5.4). The decoder has checked their order. Belongs
 * to its loop.
 */
final class MessageAssembler {
  private static final byte[] EMPTY = {};

  private byte[] collected = EMPTY;
  private boolean text;

  /** Takes a data frame. False where the message is larger than that. */
  boolean tryAdd(WebSocketFrame frame, int maxBytes) {
    if (!(frame instanceof ContinuationWebSocketFrame)) {
      text = frame instanceof TextWebSocketFrame;
      collected = EMPTY;
    }
    ByteBuf content = frame.content();
    int length = collected.length;
    int added = content.readableBytes();
    if (added > maxBytes - length) {
      return false;
    }
    collected = Arrays.copyOf(collected, length + added);
    content.readBytes(collected, length, added);
    return true;
  }

  boolean isText() {
    return text;
  }

  /** The message, which is complete; the next one begins empty. */
  byte[] take() {
    byte[] message = collected;
    collected = EMPTY;
    return message;
  }
}
