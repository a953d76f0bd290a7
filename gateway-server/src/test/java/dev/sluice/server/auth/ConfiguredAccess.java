package dev.sluice.server.auth;

import dev.sluice.core.time.GatewayClock;
import dev.sluice.server.config.AuthConfig;
import dev.sluice.server.config.ConfigLoader;
import dev.sluice.server.config.ConfigSources;

/** Access by what an operator sets. */
public final class ConfiguredAccess {
  private ConfiguredAccess() {}

  /** By {@code key=value} assignments, the rest with its defaults: anyone may subscribe. */
  public static Access of(GatewayClock clock, String... assignments) {
    AuthConfig config = config(assignments);
    return new Access(() -> config, clock);
  }

  /** The configuration of the same. */
  public static AuthConfig config(String... assignments) {
    return ConfigLoader.load(ConfigSources.of(assignments)).gateway().auth();
  }
}
