package dev.sluice.server.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What new connections are encrypted with: TLS 1.2 and 1.3 with ALPN, by the native engine where
 * there is one. The certificate is read again when it has changed; connections that are there keep
 * what they have. Any thread.
 */
public final class TlsContext {
  private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);

  private final List<String> protocols;

  /** Volatile: written by who reloads, read by loops for each new connection. */
  private volatile Loaded loaded;

  /** Why the changed certificate wasn't taken, so that it is said once; empty where it was. */
  private String failure = "";

  private record Loaded(CertificateSource source, Object version, SslContext context) {}

  /**
   * Reads the certificate.
   *
   * @param protocols that are offered, see {@link ApplicationProtocolNames}
   * @throws IOException if that fails, with what is wrong
   */
  public TlsContext(CertificateSource source, List<String> protocols) throws IOException {
    this.protocols = List.copyOf(protocols);
    this.loaded = load(source);
    LOG.info("TLS by {}", provider() == SslProvider.OPENSSL ? OpenSsl.versionString() : "the JDK");
  }

  /** A handler for a new connection; whoever adds it sees to it that the handshake ends in time. */
  public SslHandler newHandler(ByteBufAllocator allocator) {
    SslHandler handler = loaded.context.newHandler(allocator);
    handler.setHandshakeTimeoutMillis(0); // its own timer goes by another clock
    return handler;
  }

  /**
   * Reads the certificate again if it has changed; what can't be read is logged, and the present
   * one stays. To be called now and then; for one thread.
   */
  public void reloadIfChanged() {
    try {
      prepare(loaded.source).run();
      failure = "";
    } catch (IOException e) {
      if (!failure.equals(e.toString())) {
        failure = e.toString();
        LOG.error("the changed certificate can't be read, the present one stays: {}", failure);
      }
    }
  }

  /**
   * Reads the certificate of a source where it differs from the present one; nothing changes yet.
   *
   * @return has new connections get it
   * @throws IOException if it can't be read, with what is wrong
   */
  public Runnable prepare(CertificateSource source) throws IOException {
    Loaded present = loaded;
    if (source.equals(present.source) && source.version().equals(present.version)) {
      return () -> {};
    }
    Loaded next = load(source);
    return () -> {
      loaded = next;
      LOG.info("the certificate was read again");
    };
  }

  /** The version first: what changes meanwhile is seen the next time. */
  private Loaded load(CertificateSource source) throws IOException {
    Object version = source.version();
    return new Loaded(source, version, build(source));
  }

  private SslContext build(CertificateSource source) throws IOException {
    try {
      return source
          .load()
          .sslProvider(provider())
          .protocols("TLSv1.3", "TLSv1.2")
          .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
          .applicationProtocolConfig(new ApplicationProtocolConfig(
              Protocol.ALPN,
              SelectorFailureBehavior.NO_ADVERTISE,
              SelectedListenerFailureBehavior.ACCEPT,
              protocols))
          .build();
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate can't be used: " + e.getMessage(), e);
    }
  }

  private static SslProvider provider() {
    return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
  }
}
