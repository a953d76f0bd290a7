package dev.sluice.core.topic;

import dev.sluice.core.metrics.Transport;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One life of a topic: its history and who listens. A topic that is deleted or retired is sealed,
 * and its next life is another object with another epoch. Any thread.
 */
public final class Topic {
  private static final VarHandle LISTENERS;

  static {
    try {
      LISTENERS =
          MethodHandles.lookup().findVarHandle(Topic.class, "listeners", TopicListener[].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final String name;
  private final long key;
  private final long epoch;
  private final byte[] cursorPrefix;
  private final TopicRing ring;

  /** Volatile: a listener is in here before it looks at the ring; who appends looks here after. */
  private volatile TopicListener[] listeners = {};

  /**
   * Written by whoever uses the topic, read by the sweep that retires idle ones; late by a moment
   * is fine.
   */
  private volatile long usedNanos;

  Topic(String name, long epoch, TopicRing ring, long nowNanos) {
    this.name = name;
    this.key = Position.keyOf(name);
    this.epoch = epoch;
    this.ring = ring;
    this.cursorPrefix = Position.prefix(key, epoch).getBytes(StandardCharsets.US_ASCII);
    this.usedNanos = nowNanos;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** What stands for its name in cursors. */
  public long key() {
    return key;
  }

  /** Names this life of its history. */
  public long epoch() {
    return epoch;
  }

  /**
   * What every cursor into this life begins with, in ASCII; the offset in decimal follows. Not to
   * be written to.
   */
  public byte[] cursorPrefix() {
    return cursorPrefix;
  }

  /** A position in this life. */
  public Position position(long offset) {
    return new Position(key, epoch, offset);
  }

  /** Offset of the newest message ever appended, 0 before the first. */
  public long lastOffset() {
    return ring.last();
  }

  /** Offset of the oldest message held; {@code lastOffset() + 1} where none is. */
  public long firstOffset() {
    return ring.first();
  }

  /** Messages held. */
  public long heldMessages() {
    return Math.max(0, ring.last() + 1 - ring.first());
  }

  /** Bytes of data held. */
  public long heldBytes() {
    return ring.heldBytes();
  }

  /**
   * Reads what follows an offset into an empty range, up to and including another offset. A reader
   * that was lapped gets what is held from the oldest on.
   *
   * @return the offset that the range follows: {@code after}, or a greater one where the messages
   *     between are lost
   */
  public long read(long after, long upTo, MessageRange into) {
    long from = after;
    ring.read(from, upTo, into);
    while (into.isEmpty() && ring.first() > from + 1) {
      from = ring.first() - 1;
      ring.read(from, upTo, into);
    }
    return from;
  }

  /**
   * Offset of the newest message held that was published before a time, {@code firstOffset() - 1}
   * where none was. Times rise with offsets, but for what is published at the same moment.
   */
  public long lastOffsetBefore(long timeMillis) {
    MessageRange probe = new MessageRange(1, Long.MAX_VALUE);
    long before = ring.first() - 1;
    long notBefore = ring.last() + 1;
    while (notBefore - before > 1) {
      long middle = before + (notBefore - before) / 2;
      ring.read(middle - 1, middle, probe);
      if (probe.isEmpty() || probe.newest().timeMillis() < timeMillis) { // or evicted meanwhile
        before = middle;
      } else {
        notBefore = middle;
      }
      probe.clear();
    }
    return before;
  }

  /**
   * True for good once this life has ended: nothing comes any more, and who is here belongs to the
   * next one.
   */
  public boolean isSealed() {
    return ring.isSealed();
  }

  /** How many subscribers it has by a transport; late by a moment. */
  public int subscribers(Transport transport) {
    int sum = 0;
    for (TopicListener listener : listeners) {
      sum += listener.subscribers(transport);
    }
    return sum;
  }

  /** True where a client could tell that it exists: it holds messages or has subscribers. */
  public boolean isVisible() {
    if (heldMessages() > 0) {
      return true;
    }
    for (Transport transport : Transport.values()) {
      if (subscribers(transport) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Adds a listener; what is there already it has to look for itself, afterwards. */
  public void addListener(TopicListener listener) {
    TopicListener[] before;
    TopicListener[] after;
    do {
      before = listeners;
      after = new TopicListener[before.length + 1];
      System.arraycopy(before, 0, after, 0, before.length);
      after[before.length] = listener;
    } while (!LISTENERS.compareAndSet(this, before, after));
  }

  /** Removes a listener that was added. */
  public void removeListener(TopicListener listener) {
    TopicListener[] before;
    TopicListener[] after;
    do {
      before = listeners;
      after = Arrays.stream(before).filter(l -> l != listener).toArray(TopicListener[]::new);
    } while (!LISTENERS.compareAndSet(this, before, after));
  }

  /** Says that somebody uses it, so that it isn't idle. */
  public void touch(long nowNanos) {
    usedNanos = nowNanos;
  }

  /** Appends and tells the listeners; null where this life has ended. */
  @Nullable Message tryAppend(Publication publication, long timeMillis, long nowNanos) {
    usedNanos = nowNanos; // before the append: a sweep that sees the message must see this too
    Message message = ring.tryAppend(publication, timeMillis, nowNanos);
    if (message != null) {
      tellListeners();
    }
    return message;
  }

  /** Ends this life, and tells the listeners. */
  void seal() {
    while (!ring.trySeal(ring.last())) {
      Thread.onSpinWait();
    }
    tellListeners();
  }

  /** Ends this life if nobody listens, used it since then, or appends meanwhile. */
  boolean trySealIdle(long sinceNanos) {
    long last = ring.last();
    boolean idle = listeners.length == 0 && usedNanos - sinceNanos < 0;
    if (!idle || !ring.trySeal(last)) {
      return false;
    }
    tellListeners();
    return true;
  }

  private void tellListeners() {
    for (TopicListener listener : listeners) {
      listener.onChange();
    }
  }
}
