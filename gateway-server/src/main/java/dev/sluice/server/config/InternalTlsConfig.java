package dev.sluice.server.config;

import java.util.List;

/**
 * Encryption on the internal listener. Immutable, any thread.
 *
 * @param certificate PEM file with the certificate and its chain, empty for clear text
 * @param key PEM file with the certificate's private key in PKCS#8, empty for clear text
 * @param clientCa PEM file with those who vouch for clients, empty where clients need no
 *     certificate
 */
public record InternalTlsConfig(String certificate, String key, String clientCa) {
  /**
   * Checks the files, and that none is missing.
   *
   * @throws InvalidConfigException if a value breaks a rule
   */
  public InternalTlsConfig {
    Settings.INTERNAL_TLS_CERTIFICATE.check(certificate);
    Settings.INTERNAL_TLS_KEY.check(key);
    Settings.INTERNAL_TLS_CLIENT_CA.check(clientCa);
    if (certificate.isEmpty() != key.isEmpty()) {
      throw new InvalidConfigException(
          "sluice.internal.tls.certificate and sluice.internal.tls.key need each other",
          List.of(Settings.INTERNAL_TLS_CERTIFICATE.key(), Settings.INTERNAL_TLS_KEY.key()));
    }
    if (certificate.isEmpty() && !clientCa.isEmpty()) {
      throw new InvalidConfigException(
          "sluice.internal.tls.client-ca needs sluice.internal.tls.certificate and sluice.internal.tls.key",
          List.of(Settings.INTERNAL_TLS_CLIENT_CA.key()));
    }
  }

  /** Whether it is encrypted. */
  public boolean isOn() {
    return !certificate.isEmpty();
  }
}
