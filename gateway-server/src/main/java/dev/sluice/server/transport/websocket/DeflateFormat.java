package dev.sluice.server.transport.websocket;

import dev.sluice.core.fanout.WireFormat;
import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Topic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Messages as compressed frames: once for all subscribers, who share them. A client with a small
 * window gets those compressed that fit it whole, as nothing in them points back further than its
 * window is large; the others are sent as they are. So are short ones, which don't shrink.
 * Immutable, any loop.
 *
 * @param allocator gives the buffers
 * @param writer writes the payloads
 * @param windowBits of the clients' windows
 */
record DeflateFormat(ByteBufAllocator allocator, FrameWriter writer, int windowBits)
    implements WireFormat<ByteBuf> {
  private static final int MIN_BYTES = 256;

  @Override
  public Transport transport() {
    return Transport.WS;
  }

  @Override
  public ByteBuf encode(Topic topic, MessageRange range) {
    ByteBuf out = allocator.buffer();
    ByteBuf payload = allocator.heapBuffer();
    try {
      for (int i = 0; i < range.size(); i++) {
        payload.clear();
        writer.writePayload(payload, topic, range.get(i));
        write(out, writer.opcode(range.get(i)), payload);
      }
      return out;
    } finally {
      payload.release();
    }
  }

  private void write(ByteBuf out, int opcode, ByteBuf payload) {
    int length = payload.readableBytes();
    byte[] shorter = length >= MIN_BYTES && fitsWindow(length)
        ? Deflate.compress(payload.array(), payload.arrayOffset(), length)
        : null;
    if (shorter == null) {
      Frames.writeHeader(out, opcode, length);
      out.writeBytes(payload);
    } else {
      Frames.write(out, opcode | Frames.COMPRESSED, shorter);
    }
  }

  private boolean fitsWindow(int length) {
    return windowBits == Compression.MAX_BITS || length <= 1 << windowBits;
  }

  @Override
  public int sizeOf(ByteBuf batch) {
    return batch.readableBytes();
  }

  @Override
  public void release(ByteBuf batch) {
    batch.release();
  }
}
