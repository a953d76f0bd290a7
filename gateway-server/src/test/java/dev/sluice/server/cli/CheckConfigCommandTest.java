package dev.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckConfigCommandTest {
  private final CommandRun command = new CommandRun();

  @Test
  void saysThatAllIsFine() {
    assertThat(command.run("check-config", "--set", "sluice.drain=1s")).isZero();

    assertThat(command.out()).isEqualTo("ok\n");
    assertThat(command.err()).isEmpty();
  }

  @Test
  void showsWhatHoldsAsHocon() {
    assertThat(command.environment("SLUICE_DRAIN", "1s").run("check-config", "--show"))
        .isZero();

    assertThat(command.out())
        .startsWith("# ok\nsluice.public.host = \"0.0.0.0\"  # built-in gateway.conf:")
        .contains("\nsluice.drain = \"1s\"  # environment variable SLUICE_DRAIN\n");
    assertThat(ConfigFactory.parseString(command.out()).getString("sluice.drain"))
        .isEqualTo("1s");
  }

  @Test
  void showsNoSecret() {
    String secret = "a-secret-that-nobody-is-to-see-in-a-terminal";
    String issuers = "sluice.auth.issuers=[{issuer = acme, secret = \"" + secret + "\"}]";

    assertThat(command.run("check-config", "--show", "--set", issuers)).isZero();

    assertThat(command.out())
        .contains("\nsluice.auth.issuers = [{\"issuer\":\"acme\",\"secret\":\"***\"}]  # --set\n")
        .doesNotContain(secret);
  }

  @Test
  void saysThatKeysAreOfNoUse(@TempDir Path directory) throws IOException {
    Path keys = Files.writeString(directory.resolve("keys.pem"), "nothing");
    String issuers = "sluice.auth.issuers=[{issuer = acme, keys-file = \"" + keys + "\"}]";

    assertThat(command.run("check-config", "--set", issuers)).isEqualTo(2);

    assertThat(command.err())
        .isEqualTo("error: sluice.auth.issuers: the keys of issuer \"acme\" can't be used:"
            + " there is neither a PUBLIC KEY nor a CERTIFICATE in PEM\n");
  }

  @Test
  void saysThatCertificatesAreOfNoUse(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("tls.pem"), "nothing");
    String certificate = ".certificate=\"" + file + "\"";
    String key = ".key=\"" + file + "\"";
    assertThat(command.run(
            "check-config",
            "--set",
            "sluice.tls.mode=required",
            "--set",
            "sluice.tls" + certificate,
            "--set",
            "sluice.tls" + key))
        .isEqualTo(2);
    assertThat(command.err())
        .isEqualTo("error: sluice.tls can't be used: not certificates in PEM: " + file + "\n");

    CommandRun internal = new CommandRun();
    assertThat(internal.run(
            "check-config",
            "--set",
            "sluice.internal.tls" + certificate,
            "--set",
            "sluice.internal.tls" + key))
        .isEqualTo(2);
    assertThat(internal.err()).startsWith("error: sluice.internal.tls can't be used: ");
  }

  @Test
  void saysInOneLineWhatIsWrong() {
    assertThat(command.run("check-config", "--set", "sluice.darin=1s")).isEqualTo(2);

    assertThat(command.err())
        .isEqualTo("error: --set: unknown key sluice.darin; did you mean sluice.drain?\n");
    assertThat(command.out()).isEmpty();
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThat(command.run("check-config", "--config", "no/such.conf")).isEqualTo(2);

    assertThat(command.err()).isEqualTo("error: no/such.conf: no such file\n");
  }
}
