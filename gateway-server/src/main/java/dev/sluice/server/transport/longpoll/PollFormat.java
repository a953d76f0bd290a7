package dev.sluice.server.transport.longpoll;

import dev.sluice.core.fanout.WireFormat;
import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Topic;
import dev.sluice.server.transport.Envelope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Messages as the inside of a JSON array, which each answer puts its own head and cursor around.
 * Immutable, any loop.
 *
 * @param allocator gives the buffers
 */
record PollFormat(ByteBufAllocator allocator) implements WireFormat<ByteBuf> {
  private static final int OVERHEAD_BYTES = 160;

  @Override
  public Transport transport() {
    return Transport.LONGPOLL;
  }

  @Override
  public ByteBuf encode(Topic topic, MessageRange range) {
    ByteBuf out = allocator.buffer((int) range.bytes() + range.size() * OVERHEAD_BYTES);
    for (int i = 0; i < range.size(); i++) {
      if (i > 0) {
        out.writeByte(',');
      }
      Envelope.write(out, topic, range.get(i));
    }
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
