package dev.sluice.server.config;

import java.util.Map;

/**
 * A configuration that was loaded and checked. Immutable, any thread.
 *
 * @param gateway the values
 * @param hocon every key with its value, and a comment that says where it comes from
 * @param texts the value of every key as HOCON
 */
public record EffectiveConfig(GatewayConfig gateway, String hocon, Map<String, String> texts) {
  /** Copies the map. */
  public EffectiveConfig {
    texts = Map.copyOf(texts);
  }
}
