package dev.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.token.TestKeys;
import dev.sluice.server.token.TestToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens are made and explained as one tries them out. */
class TokenCommandTest {
  private static final String CONFIG =
      "sluice.auth.issuers=[{issuer = acme, audience = [push], topic-prefix = \"acme.\", secret = \""
          + TestToken.SECRET + "\"}]";

  private final CommandRun command = new CommandRun();

  @TempDir
  Path directory;

  @Test
  void makesATokenThatIsTakenAndSaysWhatItAllows() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), TestToken.SECRET + "\n");
    String token = made(
        "--secret-file",
        secret.toString(),
        "--issuer",
        "acme",
        "--audience",
        "push",
        "--user",
        "ann",
        "--subscribe",
        "acme.prices.**",
        "--subscribe",
        "acme.news",
        "--publish",
        "acme.chat.*",
        "--ttl",
        "10m");

    assertThat(command.run("token", "explain", "--set", CONFIG, token)).isZero();

    assertThat(command.out())
        .contains("\nheader:    {\"alg\":\"HS256\"}\nclaims:    {", "\"sub\":\"ann\"")
        .contains("\nbegins:    at once\nends:      ")
        .containsPattern("Z \\(in (10m|9m5[0-9]s)\\)\n")
        .endsWith("""
            taken:     yes
            issuer:    acme
            user:      ann
            subscribe: acme.prices.** acme.news
            publish:   acme.chat.*
            history:   acme.prices.** acme.news
            only of:   topics that begin with acme.
            """);
  }

  @ParameterizedTest
  @CsvSource({"rsa,", "rsa,PS256", "p256,", "p384,", "ed25519,"})
  void makesTokensOfPrivateKeys(String kind, String algorithm) throws IOException {
    KeyPair keys = keys(kind);
    Path secret =
        Files.writeString(directory.resolve("private.pem"), TestKeys.pem(keys.getPrivate()));
    Path open = Files.writeString(directory.resolve("public.pem"), TestKeys.pem(keys.getPublic()));
    String token = algorithm == null
        ? made("--key", secret.toString())
        : made("--key", secret.toString(), "--algorithm", algorithm);

    assertThat(command
            .in(token + "\n")
            .run(
                "token",
                "explain",
                "--set",
                "sluice.auth.issuers=[{keys-file = \"" + open + "\"}]"))
        .isZero();

    assertThat(command.out()).contains("\ntaken:     yes\n");
  }

  private static KeyPair keys(String kind) {
    return switch (kind) {
      case "rsa" -> TestKeys.rsa(2048);
      case "p256" -> TestKeys.ec("secp256r1");
      case "p384" -> TestKeys.ec("secp384r1");
      case "ed25519" -> TestKeys.ed25519();
      default -> throw new AssertionError(kind);
    };
  }

  @Test
  void saysWhyATokenIsNotTaken() {
    String other = TestToken.of("acme", "ann").with("aud", "push").signed("x".repeat(32));
    String old = TestToken.of("acme", "ann")
        .with("aud", "push")
        .endingAfter(Duration.ofHours(-2))
        .signed();

    assertThat(command.run("token", "explain", "--set", CONFIG, other)).isEqualTo(1);
    assertThat(command.out()).endsWith("taken:     no, the token's signature is not right\n");
    assertThat(command.run("token", "explain", "--set", CONFIG, old)).isEqualTo(1);
    assertThat(command.out()).contains(" ago)\n").endsWith("no, the token has expired\n");
    assertThat(command.run("token", "explain", old)).isEqualTo(1);
    assertThat(command.out()).endsWith("no, this gateway takes no tokens\n");
    assertThat(command.run("token", "explain", "nonsense")).isEqualTo(1);
    assertThat(command.err()).startsWith("error: this is no signed JSON Web Token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token",
        "token make",
        "token make --secret short",
        "token make --secret SECRET --key x",
        "token make --secret SECRET --algorithm none",
        "token make --secret SECRET --algorithm RS256",
        "token make --secret SECRET --subscribe a..b",
        "token make --secret SECRET --ttl 5",
        "token make --key /no/such/file"
      })
  void refusesWhatMakesNoSense(String line) {
    String[] arguments = line.replace("SECRET", TestToken.SECRET).split(" ", -1);

    assertThat(command.run(arguments)).isEqualTo(2);
    assertThat(command.out()).isEmpty();
    assertThat(command.err()).startsWith("error: ").doesNotContain(TestToken.SECRET, "\tat ");
  }

  private String made(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "token";
    arguments[1] = "make";
    System.arraycopy(options, 0, arguments, 2, options.length);
    assertThat(command.run(arguments)).as(command.err()).isZero();
    return command.out().strip();
  }
}
