package dev.sluice.server.auth;

import dev.sluice.core.topic.Topic;

/**
 * How much of what a topic holds a client may read; the rest is as if it were not held. Immutable,
 * any thread.
 *
 * @param isAllowed whether it may ask for history at all, rather than go on where it was
 * @param messages how many back
 * @param ageMillis how far back
 * @param resumeMillis how far back it may go on where it was, whatever the other limits are
 */
public record HistoryLimit(boolean isAllowed, long messages, long ageMillis, long resumeMillis) {
  private static final long UNLIMITED = Long.MAX_VALUE;

  /** All that is held. */
  public static final HistoryLimit NONE = new HistoryLimit(true, UNLIMITED, UNLIMITED, UNLIMITED);

  /** For who asks for history: the offset that the oldest message for it follows. */
  public long historyFloor(Topic topic, long nowMillis) {
    long floor = topic.firstOffset() - 1;
    if (messages != UNLIMITED) {
      floor = Math.max(floor, topic.lastOffset() - messages);
    }
    return ageMillis == UNLIMITED
        ? floor
        : Math.max(floor, topic.lastOffsetBefore(nowMillis - ageMillis));
  }

  /** The same for who goes on where it was. */
  public long resumeFloor(Topic topic, long nowMillis) {
    long resume = topic.lastOffsetBefore(nowMillis - resumeMillis);
    return isAllowed ? Math.min(resume, historyFloor(topic, nowMillis)) : resume;
  }
}
