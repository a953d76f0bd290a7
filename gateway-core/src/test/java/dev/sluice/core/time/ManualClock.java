package dev.sluice.core.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that a test advances by hand; both clocks go on together. Any thread. */
public final class ManualClock implements GatewayClock {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long WALL_CLOCK_MILLIS = 1_700_000_000_000L;

  private final long originNanos;
  private final AtomicLong elapsedNanos = new AtomicLong();

  /** Begins at an origin that is just before the overflow, which a monotonic clock may be. */
  public ManualClock() {
    this(Long.MAX_VALUE - Duration.ofSeconds(1).toNanos());
  }

  ManualClock(long originNanos) {
    this.originNanos = originNanos;
  }

  public void advance(Duration duration) {
    elapsedNanos.addAndGet(duration.toNanos());
  }

  @Override
  public long nanoTime() {
    return originNanos + elapsedNanos.get();
  }

  @Override
  public long epochMillis() {
    return WALL_CLOCK_MILLIS + elapsedNanos.get() / NANOS_PER_MILLI;
  }
}
