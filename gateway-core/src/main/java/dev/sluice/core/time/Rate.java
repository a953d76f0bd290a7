package dev.sluice.core.time;

import java.time.Duration;

/**
 * So many of something in a time, or as many as one likes. Immutable, any thread.
 *
 * @param amount how many, 0 for no limit
 * @param period in which
 */
public record Rate(long amount, Duration period) {
  /** As many as one likes. */
  public static final Rate UNLIMITED = new Rate(0, Duration.ofSeconds(1));

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the amount is negative, or the period isn't positive
   */
  public Rate {
    if (amount < 0 || period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException("not a rate: " + amount + " in " + period);
    }
  }

  /** A rate by the second. */
  public static Rate perSecond(long amount) {
    return new Rate(amount, Duration.ofSeconds(1));
  }

  /** Whether it is no limit. */
  public boolean isUnlimited() {
    return amount == 0;
  }

  /**
   * The time that so many take; none where there is no limit. Rounded down, so that as many as a
   * time has room for do fit into it, but at least a nanosecond.
   */
  public long nanosFor(long count) {
    return isUnlimited() ? 0 : Math.max(1, (long) ((double) count * period.toNanos() / amount));
  }
}
