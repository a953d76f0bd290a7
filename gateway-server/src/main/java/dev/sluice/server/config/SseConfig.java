package dev.sluice.server.config;

import java.time.Duration;

/**
 * What an EventSource is told. Immutable, any thread.
 *
 * @param retry how long it waits before it reconnects
 */
public record SseConfig(Duration retry) {
  /**
   * Checks the bounds.
   *
   * @throws InvalidConfigException if the value is out of them
   */
  public SseConfig {
    Settings.SSE_RETRY.check(retry);
  }
}
