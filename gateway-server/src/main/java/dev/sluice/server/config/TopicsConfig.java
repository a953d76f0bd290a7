package dev.sluice.server.config;

import java.time.Duration;

/**
 * What is held for those who come late or come back. Immutable, any thread.
 *
 * @param maxMessages messages held per topic
 * @param maxBytes bytes held per topic
 * @param maxTopics topics at a time
 * @param maxTotalBytes bytes held by all topics together
 * @param idleTimeout how long a topic without messages or subscribers stays
 */
public record TopicsConfig(
    int maxMessages, long maxBytes, int maxTopics, long maxTotalBytes, Duration idleTimeout) {
  /**
   * Checks the bounds, and that one full topic fits.
   *
   * @throws InvalidConfigException if a value breaks a rule
   */
  public TopicsConfig {
    Settings.MAX_MESSAGES.check(maxMessages);
    Settings.MAX_BYTES.check(maxBytes);
    Settings.MAX_TOPICS.check(maxTopics);
    Settings.MAX_TOTAL_BYTES.check(new HeapShare.Size(maxTotalBytes));
    Settings.IDLE_TIMEOUT.check(idleTimeout);
    AtLeast.check(
        Sizes.INSTANCE,
        Settings.MAX_TOTAL_BYTES,
        maxTotalBytes,
        Settings.MAX_BYTES,
        maxBytes,
        "one full topic must fit");
  }
}
