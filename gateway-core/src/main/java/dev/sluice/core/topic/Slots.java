package dev.sluice.core.topic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The array under a {@link TopicRing}: offset {@code o} lives in slot {@code o % capacity}. Below
 * the ring's limit an array is filled once and never wraps, which is what lets it be copied while
 * others append; only the largest one wraps. Any thread.
 */
final class Slots {
  private static final VarHandle ENTRIES = MethodHandles.arrayElementVarHandle(Object[].class);

  private final @Nullable Object[] entries;
  private final long lastOffset;

  /**
   * Makes an empty array.
   *
   * @param lastOffset the highest offset that it may take, {@link Long#MAX_VALUE} for the one that
   *     wraps
   */
  Slots(int capacity, long lastOffset) {
    this.entries = new Object[capacity];
    this.lastOffset = lastOffset;
  }

  int capacity() {
    return entries.length;
  }

  boolean takes(long offset) {
    return offset <= lastOffset;
  }

  /** The occupant of an offset's slot, which may be that of an older or newer offset. */
  @Nullable Object entryAcquire(long offset) {
    return ENTRIES.getAcquire(entries, index(offset));
  }

  /** The message of an offset, null where it was evicted, overwritten or is not there yet. */
  @Nullable Message messageAcquire(long offset) {
    return entryAcquire(offset) instanceof Message message && message.offset() == offset
        ? message
        : null;
  }

  boolean replace(long offset, @Nullable Object expected, Object entry) {
    return ENTRIES.compareAndSet(entries, index(offset), expected, entry);
  }

  /** Before the array is seen by others. */
  void setPlain(long offset, @Nullable Object entry) {
    entries[index(offset)] = entry;
  }

  /** Lets go of a message, unless its slot has gone to a newer one. */
  void clear(long offset) {
    Message message = messageAcquire(offset);
    if (message != null) {
      replace(offset, message, new Evicted(offset));
    }
  }

  private int index(long offset) {
    return (int) (offset % entries.length);
  }

  /** Which offset an occupant belongs to; less than any for an empty slot. */
  static long offsetOf(@Nullable Object entry) {
    if (entry instanceof Message message) {
      return message.offset();
    }
    if (entry instanceof Evicted evicted) {
      return evicted.offset();
    }
    return entry instanceof Seal seal ? seal.offset() : -1;
  }

  /**
   * Stands where a message was let go. Never null again: a late producer's compare-and-set must not
   * find what it saw.
   */
  record Evicted(long offset) {}

  /** Ends a ring: it takes the next offset's slot, so that no append can. */
  record Seal(long offset) {}
}
