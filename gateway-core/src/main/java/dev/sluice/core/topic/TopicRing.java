package dev.sluice.core.topic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The bounded history of one life of a topic: lock-free, many producers, any number of readers that
 * neither block a producer nor are blocked, and that see when they were lapped. Any thread.
 *
 * <p>Appending is three steps, and whoever comes second may finish them for the first:
 *
 * <ol>
 *   <li>read {@code last}; the new message's offset is one more;
 *   <li>compare-and-set its slot from the occupant one lap older to the message;
 *   <li>compare-and-set {@code last} forward.
 * </ol>
 *
 * <p>So {@code last} never passes an empty slot (readers find no holes), a producer that stalls
 * anywhere holds up nobody, and one that wakes late fails at step 2, because the occupant that it
 * saw is gone for good: entries are fresh objects and a slot never returns to an earlier one.
 *
 * <p>{@code first} moves by compare-and-set one offset at a time, so each message is evicted by
 * exactly one thread, which accounts for its bytes. The newest message is always held.
 *
 * <p>An array below the limit is never overwritten; when it is full, the next producer copies what
 * is held into another one and swaps it in. All who append to the full one must do the same first,
 * so nothing is appended behind the copy's back. An eviction during the copy is repeated in the new
 * array, by the evictor or by the copier, whichever sees the other.
 */
final class TopicRing {
  private static final int INITIAL_CAPACITY = 8;
  private static final VarHandle LAST;
  private static final VarHandle FIRST;
  private static final VarHandle SLOTS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      LAST = lookup.findVarHandle(TopicRing.class, "last", long.class);
      FIRST = lookup.findVarHandle(TopicRing.class, "first", long.class);
      SLOTS = lookup.findVarHandle(TopicRing.class, "slots", Slots.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int maxMessages;
  private final long maxBytes;
  private final RingMemory memory;

  /**
   * Volatile: its compare-and-set publishes the slot to readers; also pairs with a lane's dirty
   * flag (see Lane).
   */
  private volatile long last;

  /** Volatile: pairs with {@code slots} so that an eviction and a copy can't miss each other. */
  private volatile long first = 1;

  /** Volatile: see {@code first}. */
  private volatile Slots slots;

  /** Volatile: set after the seal is placed, read by those who attached before they looked. */
  private volatile boolean sealed;

  TopicRing(int maxMessages, long maxBytes, RingMemory memory) {
    this.maxMessages = maxMessages;
    this.maxBytes = maxBytes;
    this.memory = memory;
    int capacity = Math.min(INITIAL_CAPACITY, maxMessages);
    this.slots = slots(capacity, 1);
  }

  /** Offset of the newest message, 0 before the first. */
  long last() {
    return last;
  }

  /** Offset of the oldest message held; one more than {@link #last()} where none is. */
  long first() {
    return first;
  }

  /** True for good once {@link #trySeal} succeeded: nothing can be appended any more. */
  boolean isSealed() {
    return sealed;
  }

  /**
   * Appends a message.
   *
   * @return the message, or null where the ring is sealed
   */
  @Nullable Message tryAppend(Publication publication, long timeMillis, long nanos) {
    long freed = 0;
    while (!sealed) { // the seal may have taken the place of the newest message
      Slots current = slots;
      long previous = last; // after the array: see place
      Message newest = current.messageAcquire(previous);
      if (newest == null && previous > 0) {
        continue; // others went on meanwhile
      }
      long startBytes = newest == null ? 0 : newest.endBytes();
      Message message = new Message(previous + 1, startBytes, timeMillis, nanos, publication);
      freed += evictBelow(previous + 2 - maxMessages);
      Object winner = place(current, previous + 1, message);
      if (winner == message) {
        freed += evictBeyondBytes(message);
        memory.change(RingMemory.weight(message) - freed);
        return message;
      }
      if (winner instanceof Slots.Seal) {
        break;
      }
    }
    memory.change(-freed);
    return null;
  }

  /**
   * Ends this ring behind a message; what it holds counts as let go. Idempotent.
   *
   * @return whether the ring has ended; false where that message was not the newest any more
   */
  boolean trySeal(long newest) {
    Slots.Seal seal = new Slots.Seal(newest + 1);
    Object winner;
    do {
      Slots current = slots;
      if (last != newest) { // after the array: see place
        return false;
      }
      memory.change(-evictBelow(newest + 2 - maxMessages));
      winner = place(current, newest + 1, seal);
    } while (winner == null);
    sealed = true;
    memory.change(-evictBelow(newest + 1));
    return true;
  }

  /**
   * Reads messages in order into a range, until it is full or the newest is reached. The range
   * stays empty where there is nothing after {@code after}, and where the reader was lapped: then
   * {@code first() > after + 1}.
   */
  void read(long after, long upTo, MessageRange into) {
    long end = Math.min(upTo, last);
    Slots current = slots; // at least as new as the array that `end` was appended to
    for (long offset = after + 1; offset <= end; offset++) {
      Message message = current.messageAcquire(offset);
      if (message == null || !into.tryAdd(message)) {
        return;
      }
    }
  }

  /** Bytes of data held, exact where nobody appends meanwhile. */
  long heldBytes() {
    Slots current = slots;
    Message newest = current.messageAcquire(last);
    Message oldest = current.messageAcquire(first);
    return newest == null || oldest == null ? 0 : newest.endBytes() - oldest.startBytes();
  }

  /**
   * Tries to take the slot of the offset after {@code last}, and moves {@code last} past a message
   * found or put there.
   *
   * @param current read before {@code last}: a newer array may have let that offset go already, and
   *     its slot there is free for one to come
   * @return the entry itself where it was placed, the seal where the ring has ended, else null: try
   *     again
   */
  private @Nullable Object place(Slots current, long offset, Object entry) {
    if (!current.takes(offset)) {
      replaceFull(current, offset);
      return null;
    }
    Object occupant = current.entryAcquire(offset);
    if (occupant instanceof Slots.Seal) {
      return occupant;
    }
    if (Slots.offsetOf(occupant) >= offset) {
      LAST.compareAndSet(this, offset - 1, offset);
      return null;
    }
    if (!current.replace(offset, occupant, entry)) {
      return null;
    }
    if (entry instanceof Message) {
      LAST.compareAndSet(this, offset - 1, offset);
    }
    return entry;
  }

  private void replaceFull(Slots full, long next) {
    long from = first;
    int held = (int) (next - from);
    boolean crowded = held > full.capacity() / 2;
    int capacity = crowded ? Math.min(full.capacity() * 2, maxMessages) : full.capacity();
    Slots copy = slots(capacity, from);
    for (long offset = from; offset < next; offset++) {
      copy.setPlain(offset, full.entryAcquire(offset));
    }
    if (SLOTS.compareAndSet(this, full, copy)) {
      for (long offset = from; offset < Math.min(first, next); offset++) {
        copy.clear(offset);
      }
    }
  }

  private Slots slots(int capacity, long from) {
    return new Slots(capacity, capacity == maxMessages ? Long.MAX_VALUE : from + capacity - 1);
  }

  /**
   * Evicts by count. The slots are not cleared: they are about to be overwritten, or the whole ring
   * has ended.
   */
  private long evictBelow(long offset) {
    long freed = 0;
    for (long oldest = first; oldest < offset; oldest = first) {
      Message message = slots.messageAcquire(oldest);
      if (FIRST.compareAndSet(this, oldest, oldest + 1) && message != null) {
        freed += RingMemory.weight(message);
      }
    }
    return freed;
  }

  private long evictBeyondBytes(Message newest) {
    long freed = 0;
    for (long oldest = first; oldest < newest.offset(); oldest = first) {
      Message message = slots.messageAcquire(oldest);
      if (message == null) {
        continue; // evicted by another meanwhile
      }
      if (newest.endBytes() - message.startBytes() <= maxBytes) {
        break;
      }
      if (FIRST.compareAndSet(this, oldest, oldest + 1)) {
        freed += RingMemory.weight(message);
        clear(oldest);
      }
    }
    return freed;
  }

  private void clear(long offset) {
    Slots seen;
    do {
      seen = slots;
      seen.clear(offset);
    } while (seen != slots);
  }
}
