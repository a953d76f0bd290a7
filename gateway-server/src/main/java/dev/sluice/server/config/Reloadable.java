package dev.sluice.server.config;

import java.io.IOException;

/**
 * A part of the gateway that takes a new configuration over while it runs. In two steps, so that
 * either all parts do or none. One thread at a time.
 */
@FunctionalInterface
public interface Reloadable {
  /**
   * Gets ready for a configuration; nothing changes yet.
   *
   * @return takes it over, and can't fail
   * @throws IOException if something that it names can't be read
   * @throws InvalidConfigException if it can't be taken over
   */
  Runnable prepare(GatewayConfig next) throws IOException;
}
