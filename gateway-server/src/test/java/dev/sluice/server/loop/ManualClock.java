package dev.sluice.server.loop;

import dev.sluice.core.time.GatewayClock;
import java.time.Duration;

/** Time that stands still until a test advances it. One thread. */
public final class ManualClock implements GatewayClock {
  private static final long START_MILLIS = 1_763_659_000_123L;

  private long elapsedNanos;

  /** Lets time pass. */
  public void advance(Duration duration) {
    elapsedNanos += duration.toNanos();
  }

  @Override
  public long nanoTime() {
    return elapsedNanos;
  }

  @Override
  public long epochMillis() {
    return START_MILLIS + elapsedNanos / 1_000_000;
  }
}
