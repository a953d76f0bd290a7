package dev.sluice.server.config;

import java.util.List;

/**
 * Encryption on the public listener. Immutable, any thread.
 *
 * @param mode which connections are taken
 * @param certificate PEM file with the certificate and its chain, empty for none
 * @param key PEM file with the certificate's private key in PKCS#8, empty for none
 * @param selfSigned whether to make a certificate up, for trying out
 */
public record TlsConfig(Mode mode, String certificate, String key, boolean selfSigned) {
  /** Which connections are taken. */
  public enum Mode {
    /** Clear text only. */
    OFF,
    /** Clear text and TLS, on the same port. */
    ALLOWED,
    /** TLS only. */
    REQUIRED
  }

  /**
   * Checks the files, and that there is a certificate where one is needed.
   *
   * @throws InvalidConfigException if a value breaks a rule
   */
  public TlsConfig {
    Settings.TLS_CERTIFICATE.check(certificate);
    Settings.TLS_KEY.check(key);
    if (mode != Mode.OFF && !selfSigned && (certificate.isEmpty() || key.isEmpty())) {
      throw new InvalidConfigException(
          "sluice.tls.mode = %s needs sluice.tls.certificate and sluice.tls.key; for trying out: %s"
              .formatted(Settings.TLS_MODE.type().show(mode), "sluice.tls.self-signed = true"),
          List.of("sluice.tls.mode"));
    }
  }
}
