package dev.sluice.core.topic;

/** There is no room for one more topic or message; the message is fit for a client. */
public final class TopicLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Which bound was reached. */
  public enum Bound {
    /** The number of topics. */
    TOPICS,
    /** The bytes that all topics hold together. */
    MEMORY
  }

  private final Bound bound;

  TopicLimitException(Bound bound, String message) {
    super(message, null, false, false);
    this.bound = bound;
  }

  /** Which bound was reached. */
  public Bound bound() {
    return bound;
  }
}
