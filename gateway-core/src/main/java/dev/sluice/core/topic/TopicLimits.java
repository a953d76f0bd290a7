package dev.sluice.core.topic;

import java.time.Duration;

/**
 * How much topics may hold. Immutable, any thread.
 *
 * @param maxMessages held per topic, from 1
 * @param maxBytes of data held per topic; the newest message is held whatever its size
 * @param maxTopics at the same time
 * @param maxTotalBytes held by all topics together, with what a message costs beside its data
 * @param idleTimeout after which a topic that has no subscribers and is not used goes away
 */
public record TopicLimits(
    int maxMessages, long maxBytes, int maxTopics, long maxTotalBytes, Duration idleTimeout) {
  /** Checks the bounds. */
  public TopicLimits {
    if (maxMessages < 1 || maxBytes < 1 || maxTopics < 1 || maxTotalBytes < 1) {
      throw new IllegalArgumentException("limits begin at 1");
    }
  }
}
