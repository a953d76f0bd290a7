package dev.sluice.core.fanout;

import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Topic;

/**
 * How messages become bytes. Subscribers of one format get the same bytes, so there are few of
 * them, compared by identity. Called on any loop, by one thread at a time for one batch.
 *
 * @param <B> the encoded batch
 */
public interface WireFormat<B> {
  /** Whose deliveries these count as. */
  Transport transport();

  /** Encodes a range that isn't empty; the caller owns what it gets, and releases it. */
  B encode(Topic topic, MessageRange range);

  /** Bytes in a batch. */
  int sizeOf(B batch);

  /** Gives up the caller's reference. */
  void release(B batch);
}
