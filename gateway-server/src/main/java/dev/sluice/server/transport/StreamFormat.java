package dev.sluice.server.transport;

import dev.sluice.core.fanout.WireFormat;
import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Topic;
import dev.sluice.server.http.StreamFraming;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Messages as a piece of a body that goes on. Immutable, any loop.
 *
 * @param transport whose deliveries they count as
 * @param allocator gives the buffers
 * @param framing of the piece
 * @param writer writes the messages
 */
public record StreamFormat(
    Transport transport, ByteBufAllocator allocator, StreamFraming framing, RangeWriter writer)
    implements WireFormat<ByteBuf> {
  /** What a message takes beside its data, about. */
  private static final int OVERHEAD_BYTES = 160;

  /** Writes a range of messages one after the other. */
  @FunctionalInterface
  public interface RangeWriter {
    /** Writes all of the range. */
    void write(ByteBuf out, Topic topic, MessageRange range);
  }

  @Override
  public ByteBuf encode(Topic topic, MessageRange range) {
    int expected = (int) range.bytes() + range.size() * OVERHEAD_BYTES;
    return Chunk.of(allocator, framing, expected, out -> writer.write(out, topic, range));
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
