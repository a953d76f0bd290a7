package dev.sluice.core.topic;

import java.util.concurrent.atomic.AtomicLong;

/** What all rings hold together, in bytes, against the bound that is set for them. Any thread. */
final class RingMemory {
  /** What a message costs beside its data: the objects around it and its slot, rounded up. */
  private static final int OVERHEAD_BYTES = 128;

  private final long limitBytes;
  private final AtomicLong heldBytes = new AtomicLong();

  RingMemory(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  static long weight(Message message) {
    return OVERHEAD_BYTES + (long) message.size();
  }

  void change(long bytes) {
    heldBytes.getAndAdd(bytes);
  }

  long heldBytes() {
    return heldBytes.get();
  }

  /**
   * True while there is room; may be passed by what is under way in other threads, a message each.
   */
  boolean hasRoom() {
    return heldBytes.get() < limitBytes;
  }
}
