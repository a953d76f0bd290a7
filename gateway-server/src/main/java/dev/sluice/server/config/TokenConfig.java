package dev.sluice.server.config;

import java.time.Duration;

/**
 * How tokens are taken. Immutable, any thread.
 *
 * @param cookie the name of the cookie that may hold one, empty for none
 * @param maxBytes the longest one
 * @param clockSkew by which clocks may differ
 * @param expiryGrace how long a connection outlives its token, for a new one to come
 * @param resumeWindow how far back a cursor goes for who may not read history
 */
public record TokenConfig(
    String cookie, int maxBytes, Duration clockSkew, Duration expiryGrace, Duration resumeWindow) {
  /**
   * Checks the bounds.
   *
   * @throws InvalidConfigException if a value breaks a rule
   */
  public TokenConfig {
    Settings.AUTH_COOKIE.check(cookie);
    Settings.MAX_TOKEN_BYTES.check((long) maxBytes);
    Settings.CLOCK_SKEW.check(clockSkew);
    Settings.EXPIRY_GRACE.check(expiryGrace);
    Settings.RESUME_WINDOW.check(resumeWindow);
  }
}
