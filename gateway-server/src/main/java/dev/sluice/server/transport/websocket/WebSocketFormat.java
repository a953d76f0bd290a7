package dev.sluice.server.transport.websocket;

import dev.sluice.core.fanout.WireFormat;
import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Topic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Messages as frames, one each, in one buffer. Immutable, any loop.
 *
 * @param allocator gives the buffers
 * @param writer writes the frames
 */
record WebSocketFormat(ByteBufAllocator allocator, FrameWriter writer)
    implements WireFormat<ByteBuf> {
  /** What a frame takes beside the data, about. */
  private static final int OVERHEAD_BYTES = 10;

  private static final int ENVELOPE_BYTES = 160;

  @Override
  public Transport transport() {
    return Transport.WS;
  }

  @Override
  public ByteBuf encode(Topic topic, MessageRange range) {
    int overhead = writer.isEnvelope() ? OVERHEAD_BYTES + ENVELOPE_BYTES : OVERHEAD_BYTES;
    ByteBuf out = allocator.buffer((int) range.bytes() + range.size() * overhead);
    writer.write(out, topic, range);
    return out;
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
