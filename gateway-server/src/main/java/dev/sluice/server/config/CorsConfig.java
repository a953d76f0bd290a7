package dev.sluice.server.config;

import java.util.List;

/**
 * Whose pages may subscribe. Immutable, any thread.
 *
 * @param allowedOrigins each {@code *} or {@code scheme://host[:port]} as browsers send it, in
 *     lower case
 */
public record CorsConfig(List<String> allowedOrigins) {
  /**
   * Copies and checks the list.
   *
   * @throws InvalidConfigException if an element is no origin
   */
  public CorsConfig {
    allowedOrigins = List.copyOf(allowedOrigins);
    Settings.ALLOWED_ORIGINS.check(allowedOrigins);
  }
}
