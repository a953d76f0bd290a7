package dev.sluice.server.tls;

import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A certificate with its chain, and its key, in PEM files (RFC 7468). Any thread.
 *
 * @param certificate the chain's file
 * @param key the key's file
 */
public record PemFiles(Path certificate, Path key) implements CertificateSource {
  @Override
  public SslContextBuilder load() throws IOException {
    try {
      return SslContextBuilder.forServer(certificate.toFile(), key.toFile());
    } catch (IllegalArgumentException e) {
      throw new IOException("not a certificate and its key: " + certificate + ", " + key, e);
    }
  }

  @Override
  public Object version() throws IOException {
    return List.of(version(certificate), version(key));
  }

  static List<Object> version(Path file) throws IOException {
    return List.of(Files.getLastModifiedTime(file), Files.size(file), file.toRealPath());
  }
}
