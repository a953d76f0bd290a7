package dev.sluice.server.cli;

import dev.sluice.server.config.GatewayConfig;
import java.io.IOException;

/** Starts a gateway in this process. Called once, on the main thread. */
@FunctionalInterface
public interface GatewayStarter {
  /**
   * Returns when both listeners listen.
   *
   * @throws IOException if one can't; its message names the address and says why, in one line
   */
  RunningGateway start(GatewayConfig config) throws IOException;
}
