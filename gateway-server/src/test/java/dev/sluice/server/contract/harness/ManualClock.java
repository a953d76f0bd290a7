package dev.sluice.server.contract.harness;

import dev.sluice.core.time.GatewayClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands still until a test advances it. Any thread. */
public final class ManualClock implements GatewayClock {
  private static final long START_MILLIS = 1_763_659_000_123L;

  private final AtomicLong elapsedNanos = new AtomicLong();

  /** Lets time pass. */
  public void advance(Duration duration) {
    elapsedNanos.addAndGet(duration.toNanos());
  }

  @Override
  public long nanoTime() {
    return elapsedNanos.get();
  }

  @Override
  public long epochMillis() {
    return START_MILLIS + elapsedNanos.get() / 1_000_000;
  }
}
