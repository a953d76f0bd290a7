package dev.sluice.server.limits;

import dev.sluice.core.time.Rate;

/**
 * What one client, or all together, may use; 0 is no limit. Immutable, any thread.
 *
 * @param connections at a time
 * @param connectionRate new ones
 * @param subscriptions at a time
 * @param publishRate messages that clients publish
 * @param publishBytes bytes of their data
 */
public record Quota(
    int connections, Rate connectionRate, int subscriptions, Rate publishRate, Rate publishBytes) {
  /** As much as one likes. */
  public static final Quota UNLIMITED =
      new Quota(0, Rate.UNLIMITED, 0, Rate.UNLIMITED, Rate.UNLIMITED);

  boolean isUnlimited() {
    return connections == 0
        && connectionRate.isUnlimited()
        && subscriptions == 0
        && publishRate.isUnlimited()
        && publishBytes.isUnlimited();
  }
}
