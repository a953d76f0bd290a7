package dev.sluice.server.transport.websocket;

import dev.sluice.core.fanout.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The formats of one kind of frame: plain, and compressed for each window that clients may have.
 * Immutable, any thread.
 */
final class WebSocketFormats {
  private final WireFormat<ByteBuf> plain;
  private final List<WireFormat<ByteBuf>> compressed = new ArrayList<>();

  WebSocketFormats(ByteBufAllocator allocator, FrameWriter writer) {
    plain = new WebSocketFormat(allocator, writer);
    for (int bits = Compression.MIN_BITS; bits <= Compression.MAX_BITS; bits++) {
      compressed.add(new DeflateFormat(allocator, writer, bits));
    }
  }

  WireFormat<ByteBuf> format(Optional<Compression> agreed) {
    return agreed
        .map(c -> compressed.get(c.windowBits() - Compression.MIN_BITS))
        .orElse(plain);
  }
}
