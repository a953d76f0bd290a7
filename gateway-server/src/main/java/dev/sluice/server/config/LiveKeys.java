package dev.sluice.server.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which keys a running gateway takes over when it reads its configuration again. A key is in here
 * when whoever uses it asks for its value at each use, or is a {@link Reloadable}. Any thread.
 */
final class LiveKeys {
  private static final Set<Setting<?>> LIVE = Stream.of(
          List.<Setting<?>>of(
              Settings.API_KEYS,
              Settings.ALLOW_WITHOUT_KEYS,
              Settings.INTERNAL_TLS_CERTIFICATE,
              Settings.INTERNAL_TLS_KEY,
              Settings.INTERNAL_TLS_CLIENT_CA,
              Settings.TLS_CERTIFICATE,
              Settings.TLS_KEY,
              Settings.TLS_SELF_SIGNED,
              Settings.ALLOWED_ORIGINS,
              Settings.LOG_LEVEL),
          List.<Setting<?>>of(
              Settings.ANONYMOUS_PUBLISH,
              Settings.ANONYMOUS_SUBSCRIBE,
              Settings.ISSUERS,
              Settings.RULES,
              Settings.AUTH_COOKIE,
              Settings.MAX_TOKEN_BYTES,
              Settings.CLOCK_SKEW,
              Settings.EXPIRY_GRACE,
              Settings.RESUME_WINDOW,
              Settings.JWKS_REFRESH,
              Settings.JWKS_COOLDOWN,
              Settings.JWKS_TIMEOUT),
          Settings.TOTAL.all(),
          Settings.PER_ADDRESS.all(),
          Settings.PER_USER.all(),
          List.<Setting<?>>of(Settings.BURST, Settings.ADMISSION_HEAP, Settings.ADMISSION_DIRECT))
      .flatMap(List::stream)
      .collect(Collectors.toUnmodifiableSet());

  /**
   * What switches that on and off which a key is about: that takes a restart, and the key waits for
   * it. The internal listener's certificate is the switch itself.
   */
  private static final Map<Setting<?>, Setting<?>> SWITCHES = Map.of(
      Settings.TLS_CERTIFICATE, Settings.TLS_MODE,
      Settings.TLS_KEY, Settings.TLS_MODE,
      Settings.TLS_SELF_SIGNED, Settings.TLS_MODE,
      Settings.INTERNAL_TLS_CERTIFICATE, Settings.INTERNAL_TLS_CERTIFICATE,
      Settings.INTERNAL_TLS_KEY, Settings.INTERNAL_TLS_CERTIFICATE,
      Settings.INTERNAL_TLS_CLIENT_CA, Settings.INTERNAL_TLS_CERTIFICATE);

  private LiveKeys() {}

  /** Whether a change of a key is taken over, given all values before and after it as HOCON. */
  static boolean isLive(Setting<?> setting, Map<String, String> before, Map<String, String> after) {
    Setting<?> mode = SWITCHES.get(setting);
    return LIVE.contains(setting) && (mode == null || (isOn(mode, before) && isOn(mode, after)));
  }

  private static boolean isOn(Setting<?> mode, Map<String, String> texts) {
    String hocon = texts.getOrDefault(mode.key(), "");
    return !hocon.equals("\"off\"") && !hocon.equals("\"\"");
  }
}
