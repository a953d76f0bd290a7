package dev.sluice.server.transport.longpoll;

import dev.sluice.core.fanout.WireFormat;
import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Position;
import dev.sluice.core.topic.Topic;
import dev.sluice.server.http.Response;
import dev.sluice.server.transport.Envelope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Messages as the inside of a JSON array, which answers put head and cursor around. Any loop: what
 * it keeps is each loop's own.
 */
final class PollFormat implements WireFormat<ByteBuf> {
  private static final int OVERHEAD_BYTES = 160;

  private final ByteBufAllocator allocator;
  private final FastThreadLocal<LastAnswer> last = new FastThreadLocal<>() {
    @Override
    protected LastAnswer initialValue() {
      return new LastAnswer();
    }
  };

  /**
   * Makes a format.
   *
   * @param allocator gives the buffers
   */
  PollFormat(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  /** The answer that was made last in the present loop's turn. */
  LastAnswer last() {
    return last.get();
  }

  /** An answer with messages of one topic, which stay the caller's. */
  Response answer(Position after, Position upTo, ByteBuf messages, PollResponse response) {
    LastAnswer last = last();
    Response again = last.again(after, upTo, response);
    return again != null ? again : last.make(after, upTo, messages, response);
  }

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
