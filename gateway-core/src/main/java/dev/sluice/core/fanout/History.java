package dev.sluice.core.fanout;

import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Position;
import dev.sluice.core.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Reading from a position that may be in another life of the topic, or before what is held. Any
 * thread.
 */
public final class History {
  private History() {}

  /**
   * Reads what follows a position into an empty range.
   *
   * @param upTo offset of the last message wanted
   * @return the gap before the range where there is one, else null
   */
  public static @Nullable Gap read(Topic topic, Position position, long upTo, MessageRange into) {
    boolean sameLife = position.epoch() == topic.epoch();
    long after = sameLife ? position.offset() : topic.firstOffset() - 1;
    long from = topic.read(after, upTo, into);
    return sameLife && from == after ? null : Gap.between(position, topic, from);
  }
}
