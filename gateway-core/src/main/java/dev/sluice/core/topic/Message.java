package dev.sluice.core.topic;

/**
 * One message of one topic, as the ring holds it. Immutable and on the heap, so that a reader that
 * was lapped still reads what it holds. Any thread.
 */
public final class Message {
  private final long offset;
  private final long endBytes;
  private final long timeMillis;
  private final long publishedNanos;
  private final Publication publication;

  Message(
      long offset, long startBytes, long timeMillis, long publishedNanos, Publication publication) {
    this.offset = offset;
    this.endBytes = startBytes + publication.data().length;
    this.timeMillis = timeMillis;
    this.publishedNanos = publishedNanos;
    this.publication = publication;
  }

  /** Its number in its topic, from 1. */
  public long offset() {
    return offset;
  }

  /** When it was published, milliseconds since the epoch of the wall clock. */
  public long timeMillis() {
    return timeMillis;
  }

  /** When it was published, on the gateway's monotonic clock. */
  public long publishedNanos() {
    return publishedNanos;
  }

  /** What was published. */
  public Publication publication() {
    return publication;
  }

  /** Bytes of data. */
  public int size() {
    return publication.data().length;
  }

  /** Bytes of data that its topic ever took before this message. */
  long startBytes() {
    return endBytes - size();
  }

  /** Bytes of data that its topic ever took, up to and including this message. */
  long endBytes() {
    return endBytes;
  }
}
