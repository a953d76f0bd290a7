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
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What new connections are encrypted with: TLS 1.2 and 1.3 with ALPN, by the native engine where
 * there is one. The certificate is read again when it has changed; connections that are there keep
 * what they have. Any thread.
 */
public final class TlsContext {
  private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);

  private final CertificateSource source;
  private final long handshakeMillis;
  private Object version;

  /** Volatile: written by who reloads, read by loops for each new connection. */
  private volatile SslContext context;

  /**
   * Reads the certificate.
   *
   * @throws IOException if that fails, with what is wrong
   */
  public TlsContext(CertificateSource source, Duration handshakeTimeout) throws IOException {
    this.source = source;
    this.handshakeMillis = handshakeTimeout.toMillis();
    this.version = source.version();
    this.context = build(source);
    LOG.info("TLS by {}", provider() == SslProvider.OPENSSL ? OpenSsl.versionString() : "the JDK");
  }

  /** A handler for a new connection. */
  public SslHandler newHandler(ByteBufAllocator allocator) {
    SslHandler handler = context.newHandler(allocator);
    handler.setHandshakeTimeoutMillis(handshakeMillis);
    return handler;
  }

  /**
   * Reads the certificate again if it has changed; what can't be read is logged, and the present
   * one stays. One thread.
   */
  public void reloadIfChanged() {
    try {
      Object now = source.version();
      if (!now.equals(version)) {
        context = build(source);
        version = now;
        LOG.info("the certificate was read again");
      }
    } catch (IOException e) {
      LOG.error("the changed certificate can't be read, the present one stays", e);
    }
  }

  private static SslContext build(CertificateSource source) throws IOException {
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
              ApplicationProtocolNames.HTTP_2,
              ApplicationProtocolNames.HTTP_1_1))
          .build();
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate can't be used: " + e.getMessage(), e);
    }
  }

  private static SslProvider provider() {
    return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
  }
}
