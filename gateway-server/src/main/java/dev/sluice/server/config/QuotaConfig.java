package dev.sluice.server.config;

import dev.sluice.core.time.Rate;

/**
 * What one client, or all together, may use; 0 and off are no limit. Immutable, any thread.
 *
 * @param connections at a time
 * @param connectionRate new connections
 * @param subscriptions at a time
 * @param publishRate messages published from the public listener
 * @param publishBytes bytes of their data
 */
public record QuotaConfig(
    int connections, Rate connectionRate, int subscriptions, Rate publishRate, Rate publishBytes) {
  /** No limit at all. */
  public static final QuotaConfig UNLIMITED =
      new QuotaConfig(0, Rate.UNLIMITED, 0, Rate.UNLIMITED, Rate.UNLIMITED);
}
