package dev.sluice.server.tls;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.contract.harness.Certificate;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which files are a certificate and its key. */
class PemFilesTest {
  @TempDir
  Path directory;

  @ParameterizedTest
  @EnumSource(names = {"ecp256", "ecp384", "rsa2048", "ed25519"})
  void readsAKeyAndNoOtherOfItsKind(Algorithm algorithm) throws Exception {
    Certificate own = make(algorithm);
    Certificate other = make(algorithm);

    assertThatCode(() -> load(own.chain(), own.key())).doesNotThrowAnyException();
    assertThatThrownBy(() -> load(own.chain(), other.key()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the key in " + Certificate.keyIn(directory) + " is not that of");
  }

  @Test
  void readsNoKeyOfAnotherKind() throws Exception {
    Certificate own = make(Algorithm.ecp256);
    Certificate other = make(Algorithm.ed25519);

    assertThatThrownBy(() -> load(own.chain(), other.key()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not that of the certificate");
  }

  @Test
  void readsWhatIsWrittenAround() throws Exception {
    Certificate own = make(Algorithm.ecp256);
    Certificate issuer = make(Algorithm.ecp384);
    String chain = "subject=gateway\n" + own.chain() + "\nissuer=x\n" + issuer.chain();

    assertThatCode(() -> load(chain, "attributes\n" + own.key())).doesNotThrowAnyException();
  }

  @Test
  void wantsTheOwnCertificateFirst() throws Exception {
    Certificate own = make(Algorithm.ecp256);
    Certificate issuer = make(Algorithm.ecp256);

    assertThatThrownBy(() -> load(issuer.chain() + own.chain(), own.key()))
        .hasMessageEndingWith("which has to be the first of its chain");
  }

  @Test
  void saysWhichFileIsNone() throws Exception {
    Certificate own = make(Algorithm.ecp256);

    assertThatThrownBy(() -> load(own.key(), own.key()))
        .isInstanceOf(IOException.class)
        .hasMessage("not certificates in PEM: " + Certificate.chainIn(directory));
    assertThatThrownBy(() -> load(own.chain(), own.chain()))
        .isInstanceOf(IOException.class)
        .hasMessage("not a private key in PEM (PKCS#8): " + Certificate.keyIn(directory));
    assertThatThrownBy(() -> load(
            own.chain(), own.key().replaceAll("(?s)(KEY-----\\s+\\w{10}).*(-----END)", "$1\n$2")))
        .isInstanceOf(IOException.class);
  }

  private void load(String chain, String key) throws Exception {
    new Certificate(chain, key).write(directory);
    new PemFiles(Certificate.chainIn(directory), Certificate.keyIn(directory)).load();
  }

  private static Certificate make(Algorithm algorithm) throws Exception {
    X509Bundle made = new CertificateBuilder()
        .subject("CN=x")
        .algorithm(algorithm)
        .setIsCertificateAuthority(true)
        .buildSelfSigned();
    return new Certificate(made.getCertificatePathPEM(), made.getPrivateKeyPEM());
  }
}
