package dev.sluice.server.cli;

import dev.sluice.server.config.ConfigSource;
import dev.sluice.server.config.EffectiveConfig;
import java.io.IOException;

/** Starts a gateway in this process. Called once, on the main thread. */
@FunctionalInterface
public interface GatewayStarter {
  /**
   * Returns when both listeners listen.
   *
   * @param source where the configuration was read, and can be read again
   * @throws IOException if one can't; its message names the address and says why, in one line
   */
  RunningGateway start(EffectiveConfig config, ConfigSource source) throws IOException;
}
