package dev.sluice.server.config;

import java.time.Duration;

/**
 * How key sets are fetched. Immutable, any thread.
 *
 * @param refresh how often
 * @param cooldown the least time between two fetches because of a key that is unknown
 * @param timeout of one fetch, and so of a request that waits for it
 */
public record JwksConfig(Duration refresh, Duration cooldown, Duration timeout) {
  /**
   * Checks the bounds.
   *
   * @throws InvalidConfigException if a value breaks a rule
   */
  public JwksConfig {
    Settings.JWKS_REFRESH.check(refresh);
    Settings.JWKS_COOLDOWN.check(cooldown);
    Settings.JWKS_TIMEOUT.check(timeout);
  }
}
