package dev.sluice.server.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * A certificate for those clients only that have one too, by an authority in a PEM file. Any
 * thread.
 *
 * @param own the gateway's
 * @param authorities the file
 */
public record TrustedClients(CertificateSource own, Path authorities) implements CertificateSource {
  @Override
  public SslContextBuilder load() throws IOException, GeneralSecurityException {
    try {
      return own.load().trustManager(authorities.toFile()).clientAuth(ClientAuth.REQUIRE);
    } catch (IllegalArgumentException e) {
      throw new IOException("not certificates of authorities: " + authorities, e);
    }
  }

  @Override
  public Object version() throws IOException {
    return List.of(own.version(), PemFiles.version(authorities));
  }
}
