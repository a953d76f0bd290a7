package dev.sluice.server.tls;

import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.security.GeneralSecurityException;

/** Where the gateway's certificate comes from. Any thread, but not a loop: it reads files. */
public interface CertificateSource {
  /** A builder with the certificate and key as they are now. */
  SslContextBuilder load() throws IOException, GeneralSecurityException;

  /** Changes whenever what {@link #load} would give may have changed. */
  Object version() throws IOException;
}
