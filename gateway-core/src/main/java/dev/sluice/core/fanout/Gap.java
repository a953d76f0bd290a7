package dev.sluice.core.fanout;

import dev.sluice.core.metrics.GapReason;
import dev.sluice.core.topic.Position;
import dev.sluice.core.topic.Topic;

/**
 * The notice that a reader missed messages. Immutable, any thread.
 *
 * @param topic its name
 * @param from the position that the reader had
 * @param to the position just before the oldest message held
 * @param reason why
 */
public record Gap(String topic, Position from, Position to, GapReason reason) {
  /** The gap between a position in any life of a topic and an offset in this one. */
  public static Gap between(Position from, Topic topic, long to) {
    GapReason reason = from.epoch() == topic.epoch() ? GapReason.OVERRUN : GapReason.EPOCH;
    return new Gap(topic.name(), from, topic.position(to), reason);
  }

  /** How many messages are lost; unknown, and so 0, across epochs. */
  public long missed() {
    return reason == GapReason.OVERRUN ? to.offset() - from.offset() : 0;
  }
}
