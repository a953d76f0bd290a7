package dev.sluice.server.transport.websocket;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.fanout.WireFormat;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** What is spoken inside a WebSocket. Stateless, any loop. */
interface WebSocketProtocol {
  /** How messages are written, by what was agreed on compression. */
  WireFormat<ByteBuf> format(Optional<Compression> agreed);

  /** The most bytes of a message from a client. */
  int maxMessageBytes();

  /** A client's text message, checked to be UTF-8. */
  void onText(WebSocketConnection connection, byte[] text);

  /** A client's binary message. */
  void onBinary(WebSocketConnection connection, byte[] data);

  /** Messages are missing. */
  void onGap(WebSocketConnection connection, Gap gap);

  /**
   * A batch of one of several topics was written, or several topics begin: the client is to learn
   * the cursor of all.
   */
  void onCovering(WebSocketConnection connection, String cursor);
}
