package dev.sluice.server.config;

/** Where the configuration is, to be read again and again. Any thread. */
@FunctionalInterface
public interface ConfigSource {
  /**
   * Reads and checks it.
   *
   * @throws InvalidConfigException at the first thing that is wrong
   */
  EffectiveConfig load();
}
