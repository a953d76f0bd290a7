package dev.sluice.server.config;

import java.util.List;

/**
 * The internal listener, and who may use it. Immutable, any thread.
 *
 * @param listener where it listens
 * @param apiKeys whoever asks needs one of them; none where there are none
 * @param allowWithoutKeys whether it may be reached from other machines without keys
 * @param tls how it is encrypted
 */
public record InternalConfig(
    ListenerConfig listener,
    List<ApiKeyConfig> apiKeys,
    boolean allowWithoutKeys,
    InternalTlsConfig tls) {
  /**
   * Checks the keys, and that there are some where others can reach the listener.
   *
   * @throws InvalidConfigException if not
   */
  public InternalConfig {
    apiKeys = List.copyOf(apiKeys);
    Settings.API_KEYS.check(apiKeys);
    if (apiKeys.isEmpty() && !allowWithoutKeys && !listener.isLoopback()) {
      throw new InvalidConfigException(
          "%s = %s is not this machine alone, and there are no API keys: anyone could publish and administer;"
                  .formatted(Settings.INTERNAL_HOST.key(), listener.host())
              + " allowed: a loopback address, or keys in %s (gateway api-key makes one), or %s = true"
                  .formatted(Settings.API_KEYS.key(), Settings.ALLOW_WITHOUT_KEYS.key()),
          List.of(Settings.INTERNAL_HOST.key()));
    }
  }

  /**
   * The same, but listening elsewhere.
   *
   * @throws InvalidConfigException if it needs keys there
   */
  public InternalConfig at(ListenerConfig where) {
    return new InternalConfig(where, apiKeys, allowWithoutKeys, tls);
  }
}
