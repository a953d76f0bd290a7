package dev.sluice.server.tls;

import dev.sluice.server.config.GatewayConfig;
import dev.sluice.server.config.InternalTlsConfig;
import dev.sluice.server.config.InvalidConfigException;
import dev.sluice.server.config.TlsConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the listeners are encrypted with, as it is configured. Any thread, but not a loop. */
public final class Encryption {
  private static final String PUBLIC = "sluice.tls";
  private static final String INTERNAL = "sluice.internal.tls";

  private Encryption() {}

  /**
   * Of the public listener; null where it is off.
   *
   * @throws InvalidConfigException if its files are of no use
   */
  public static @Nullable TlsContext ofPublicListener(GatewayConfig config) {
    if (config.tls().mode() == TlsConfig.Mode.OFF) {
      return null;
    }
    List<String> protocols =
        List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1);
    return usable(PUBLIC, () -> new TlsContext(source(config.tls()), protocols));
  }

  /**
   * Of the internal listener; null where it is off.
   *
   * @throws InvalidConfigException if its files are of no use
   */
  public static @Nullable TlsContext ofInternalListener(GatewayConfig config) {
    if (!config.internal().tls().isOn()) {
      return null;
    }
    List<String> protocols = List.of(ApplicationProtocolNames.HTTP_1_1);
    return usable(INTERNAL, () -> new TlsContext(source(config.internal().tls()), protocols));
  }

  /**
   * Tries whether the files of both can be used.
   *
   * @throws InvalidConfigException if they can't
   */
  public static void check(GatewayConfig config) {
    if (config.tls().mode() != TlsConfig.Mode.OFF && !config.tls().certificate().isEmpty()) {
      usable(PUBLIC, source(config.tls())::load);
    }
    if (config.internal().tls().isOn()) {
      usable(INTERNAL, source(config.internal().tls())::load);
    }
  }

  /**
   * Gets the public listener's context ready for another configuration; off it is as it was.
   *
   * @throws InvalidConfigException if its files are of no use
   */
  public static Runnable preparePublic(TlsContext present, GatewayConfig next) {
    boolean off = next.tls().mode() == TlsConfig.Mode.OFF;
    return off ? () -> {} : usable(PUBLIC, () -> present.prepare(source(next.tls())));
  }

  /**
   * Gets the internal listener's context ready for another configuration; off it is as it was.
   *
   * @throws InvalidConfigException if its files are of no use
   */
  public static Runnable prepareInternal(TlsContext present, GatewayConfig next) {
    InternalTlsConfig tls = next.internal().tls();
    return tls.isOn() ? usable(INTERNAL, () -> present.prepare(source(tls))) : () -> {};
  }

  private static CertificateSource source(TlsConfig tls) {
    return tls.certificate().isEmpty()
        ? new SelfSigned()
        : new PemFiles(Path.of(tls.certificate()), Path.of(tls.key()));
  }

  private static CertificateSource source(InternalTlsConfig tls) {
    CertificateSource own = new PemFiles(Path.of(tls.certificate()), Path.of(tls.key()));
    return tls.clientCa().isEmpty() ? own : new TrustedClients(own, Path.of(tls.clientCa()));
  }

  /** What reads files. */
  @FunctionalInterface
  private interface Reading<T> {
    T read() throws IOException, GeneralSecurityException;
  }

  private static <T> T usable(String keys, Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException | GeneralSecurityException e) {
      throw new InvalidConfigException(keys + " can't be used: " + e.getMessage());
    }
  }
}
