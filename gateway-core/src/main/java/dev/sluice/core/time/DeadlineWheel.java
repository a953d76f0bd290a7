package dev.sluice.core.time;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one loop in buckets of a tick each, swept by one periodic task instead of a
 * scheduled task each: a hundred thousand idle connections cost a list operation now and then.
 * Belongs to its loop. (Varghese and Lauck, "Hashed and hierarchical timing wheels", scheme 6.)
 */
public final class DeadlineWheel {
  /** The tick of a deadline that isn't set. */
  static final long UNSET = -1;

  private static final long PASSING = -2;
  private static final int BUCKETS = 1024;

  /** Long enough to be never, and short enough to be added to. */
  private static final long FAR_NANOS = Long.MAX_VALUE / 2;

  private final GatewayClock clock;
  private final long tickNanos;
  private final long startNanos;
  private final @Nullable Deadline[] buckets = new Deadline[BUCKETS];
  private final List<Deadline> due = new ArrayList<>();

  /** All before this tick were swept. */
  private long sweptTick;

  /**
   * Makes an empty wheel.
   *
   * @param tickNanos how exact it is; {@link #sweep()} is to be called about that often
   */
  public DeadlineWheel(GatewayClock clock, long tickNanos) {
    this.clock = clock;
    this.tickNanos = tickNanos;
    this.startNanos = clock.nanoTime();
  }

  /** Makes a deadline that isn't set yet, with what is to be done when it passes. */
  public Deadline deadline(Runnable action) {
    return new Deadline(this, action);
  }

  /** Lets pass what is due by the clock. */
  public void sweep() {
    long nowTick = (clock.nanoTime() - startNanos) / tickNanos;
    long from = sweptTick;
    sweptTick = nowTick + 1;
    long last = Math.min(nowTick, from + BUCKETS - 1);
    for (long tick = from; tick <= last; tick++) {
      collect((int) (tick % BUCKETS), nowTick);
    }
    due.forEach(this::pass);
    due.clear();
  }

  private void collect(int bucket, long nowTick) {
    Deadline deadline = buckets[bucket];
    while (deadline != null) {
      Deadline following = deadline.next;
      if (deadline.tick <= nowTick) {
        unlink(deadline);
        deadline.tick = PASSING;
        due.add(deadline);
      }
      deadline = following;
    }
  }

  /** An action may set or clear any deadline, those that are due at the same time included. */
  private void pass(Deadline deadline) {
    if (deadline.tick == PASSING) {
      deadline.tick = UNSET;
      deadline.pass();
    }
  }

  void link(Deadline deadline, long nanosFromNow) {
    long delay = Math.max(0, Math.min(nanosFromNow, FAR_NANOS));
    long due = clock.nanoTime() - startNanos + delay;
    long tick = Math.max(sweptTick, (due + tickNanos - 1) / tickNanos);
    int bucket = (int) (tick % BUCKETS);
    Deadline first = buckets[bucket];
    deadline.tick = tick;
    deadline.next = first;
    if (first != null) {
      first.previous = deadline;
    }
    buckets[bucket] = deadline;
  }

  void unlink(Deadline deadline) {
    if (deadline.tick < 0) {
      deadline.tick = UNSET;
      return;
    }
    if (deadline.previous == null) {
      buckets[(int) (deadline.tick % BUCKETS)] = deadline.next;
    } else {
      deadline.previous.next = deadline.next;
    }
    if (deadline.next != null) {
      deadline.next.previous = deadline.previous;
    }
    deadline.previous = null;
    deadline.next = null;
    deadline.tick = UNSET;
  }
}
