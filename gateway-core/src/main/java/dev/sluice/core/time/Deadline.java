package dev.sluice.core.time;

import org.jspecify.annotations.Nullable;

/**
 * One moment at which something is to be done, kept in its loop's {@link DeadlineWheel}; set, moved
 * and cleared as often as one likes at the cost of a few pointers. Belongs to its loop.
 */
public final class Deadline {
  private final DeadlineWheel wheel;
  private final Runnable action;

  @Nullable Deadline previous;

  @Nullable Deadline next;

  /** The tick it is due at, negative while it is in no bucket. */
  long tick = DeadlineWheel.UNSET;

  Deadline(DeadlineWheel wheel, Runnable action) {
    this.wheel = wheel;
    this.action = action;
  }

  /**
   * Sets it, or moves it, to so many nanoseconds from now; it passes up to a tick later than that.
   */
  public void set(long nanosFromNow) {
    wheel.unlink(this);
    wheel.link(this, nanosFromNow);
  }

  /** Makes sure that it doesn't pass. */
  public void clear() {
    wheel.unlink(this);
  }

  void pass() {
    action.run();
  }
}
