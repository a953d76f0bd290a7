package dev.sluice.server;

import dev.sluice.server.config.GatewayConfig;
import dev.sluice.server.config.InternalTlsConfig;
import dev.sluice.server.config.TlsConfig;
import dev.sluice.server.tls.CertificateSource;
import dev.sluice.server.tls.PemFiles;
import dev.sluice.server.tls.SelfSigned;
import dev.sluice.server.tls.TlsContext;
import dev.sluice.server.tls.TrustedClients;
import io.netty.handler.ssl.ApplicationProtocolNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the listeners are encrypted with, as it is configured. Any thread, but not a loop. */
final class Encryption {
  private Encryption() {}

  /** Of the public listener; null where it is off. */
  static @Nullable TlsContext ofPublicListener(GatewayConfig config) throws IOException {
    if (config.tls().mode() == TlsConfig.Mode.OFF) {
      return null;
    }
    Duration timeout = config.limits().handshakeTimeout();
    List<String> protocols =
        List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1);
    return new TlsContext(source(config.tls()), protocols, timeout);
  }

  /** Of the internal listener; null where it is off. */
  static @Nullable TlsContext ofInternalListener(GatewayConfig config) throws IOException {
    if (!config.internal().tls().isOn()) {
      return null;
    }
    Duration timeout = config.limits().handshakeTimeout();
    List<String> protocols = List.of(ApplicationProtocolNames.HTTP_1_1);
    return new TlsContext(source(config.internal().tls()), protocols, timeout);
  }

  /** Gets the public listener's context ready for another configuration; off it is as it was. */
  static Runnable preparePublic(TlsContext present, GatewayConfig next) throws IOException {
    boolean off = next.tls().mode() == TlsConfig.Mode.OFF;
    return off ? () -> {} : present.prepare(source(next.tls()));
  }

  /** Gets the internal listener's context ready for another configuration; off it is as it was. */
  static Runnable prepareInternal(TlsContext present, GatewayConfig next) throws IOException {
    InternalTlsConfig tls = next.internal().tls();
    return tls.isOn() ? present.prepare(source(tls)) : () -> {};
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
}
