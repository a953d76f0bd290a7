package dev.sluice.core.metrics;

/**
 * What the core tells of itself as it works. Called on many threads at once, and on the path of a
 * message.
 */
public interface FanoutMetrics {
  /** Ignores everything. */
  FanoutMetrics NONE = new FanoutMetrics() {};

  /** A message was published. */
  default void onPublished(int bytes) {}

  /**
   * Messages were handed to sockets.
   *
   * @param deliveries messages times subscribers
   * @param bytes on the wire
   */
  default void onDelivered(Transport transport, long deliveries, long bytes) {}

  /** A batch went to all who were in step; so old was its oldest message then. */
  default void onDrained(long oldestNanos) {}

  /** A subscriber was told that it missed something. */
  default void onGap(GapReason reason) {}

  /** Subscribers fell behind their lane because they don't read, or came back. */
  default void onBlocked(int change) {}
}
