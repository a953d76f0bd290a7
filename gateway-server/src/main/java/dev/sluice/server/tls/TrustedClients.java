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
    return own.load()
        .trustManager(PemFiles.certificates(authorities))
        .clientAuth(ClientAuth.REQUIRE);
  }

  @Override
  public Object version() throws IOException {
    return List.of(own.version(), PemFiles.version(authorities));
  }
}
