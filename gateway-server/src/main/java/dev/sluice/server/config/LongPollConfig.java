package dev.sluice.server.config;

import java.time.Duration;

/**
 * How long a long-poll is held. Immutable, any thread.
 *
 * @param defaultWait when the request does not say; cut to the most as well
 * @param maxWait the most that a request may ask for
 */
public record LongPollConfig(Duration defaultWait, Duration maxWait) {
  /**
   * Checks the bounds.
   *
   * @throws InvalidConfigException if a value breaks a rule
   */
  public LongPollConfig {
    Settings.DEFAULT_WAIT.check(defaultWait);
    Settings.MAX_WAIT.check(maxWait);
  }
}
