package dev.sluice.server.limits;

import dev.sluice.core.time.Rate;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A token bucket in one number: the time at which it will be full again (the generic cell rate
 * algorithm, ITU-T I.371). What is taken moves that time on; how far it may be ahead of now is the
 * burst. The rate is the caller's, so that it can change. Any thread; exact whoever takes at the
 * same time.
 */
final class TokenBucket {
  private static final VarHandle FULL_AT = fullAt();

  /** Volatile: all that it holds; changed by compare-and-set alone. */
  private volatile long fullAtNanos;

  /** A full one. */
  TokenBucket(long nowNanos) {
    fullAtNanos = nowNanos;
  }

  private static VarHandle fullAt() {
    try {
      return MethodHandles.lookup().findVarHandle(TokenBucket.class, "fullAtNanos", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * Takes some, or tells how long to wait until they can be taken. More than the burst can be had
   * where the bucket is full: nothing is too much for ever, it only takes its time afterwards.
   *
   * @return 0 where they were taken, else nanoseconds
   */
  long tryTake(Rate rate, long burstNanos, long count, long nowNanos) {
    long cost = rate.nanosFor(count);
    long mostAhead = Math.max(0, burstNanos - cost);
    while (true) {
      long fullAt = fullAtNanos;
      long ahead = Math.max(0, fullAt - nowNanos);
      if (ahead > mostAhead) {
        return ahead - mostAhead;
      }
      if (FULL_AT.compareAndSet(this, fullAt, nowNanos + ahead + cost)) {
        return 0;
      }
    }
  }

  /** Puts back what was taken and not used. */
  void giveBack(Rate rate, long count) {
    FULL_AT.getAndAdd(this, -rate.nanosFor(count));
  }

  boolean isFull(long nowNanos) {
    return fullAtNanos - nowNanos <= 0;
  }
}
