package dev.sluice.server.contract.harness;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A certificate for this machine with its key, in PEM. Immutable. */
public record Certificate(String chain, String key) {
  /** Makes one that vouches for itself. */
  public static Certificate of(String name) {
    try {
      X509Bundle made = new CertificateBuilder()
          .subject("CN=" + name)
          .ecp256()
          .addSanDnsName("localhost")
          .addSanIpAddress("127.0.0.1")
          .setIsCertificateAuthority(true)
          .buildSelfSigned();
      return new Certificate(made.getCertificatePathPEM(), made.getPrivateKeyPEM());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes both into a directory, where {@link #setIn} finds them. */
  public Certificate write(Path directory) {
    try {
      Files.writeString(chainIn(directory), chain);
      Files.writeString(keyIn(directory), key);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the certificate is. */
  public static Path chainIn(Path directory) {
    return directory.resolve("tls.crt");
  }

  /** Where the key is. */
  public static Path keyIn(Path directory) {
    return directory.resolve("tls.key");
  }

  /** Has the public listener use what is in a directory. */
  public static Settings setIn(Path directory, Settings settings) {
    return settings
        .set("sluice.tls.certificate", '"' + chainIn(directory).toString() + '"')
        .set("sluice.tls.key", '"' + keyIn(directory).toString() + '"');
  }
}
