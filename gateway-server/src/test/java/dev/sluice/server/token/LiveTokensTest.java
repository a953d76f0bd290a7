package dev.sluice.server.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import dev.sluice.server.config.ConfigLoader;
import dev.sluice.server.config.ConfigSources;
import dev.sluice.server.config.GatewayConfig;
import dev.sluice.server.config.InvalidConfigException;
import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ManualClock;
import java.security.KeyPair;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Issuers that change while the gateway runs. */
class LiveTokensTest {
  private static final KeyPair KEY = TestKeys.rsa(2048);
  private static final String ACME = "{issuer = acme, secret = \"" + TestToken.SECRET + "\"}";

  private final ManualClock clock = new ManualClock();

  @AutoClose
  private final JwksServer server = new JwksServer();

  @Test
  void takesAndRefusesTokensByTheIssuersOfTheMoment() {
    LiveTokens tokens = new LiveTokens(config().auth(), clock);
    assertThat(tokens.takesTokens()).isFalse();

    Runnable commit = tokens.prepare(config(ACME));
    assertThat(tokens.takesTokens()).as("before it is taken over").isFalse();
    commit.run();
    assertThat(Await.value(tokens.authenticate(token())).user()).isEqualTo("ann");

    tokens.prepare(config()).run();
    assertThat(tokens.takesTokens()).isFalse();
    assertThat(tokens.authenticate(token())).isCompletedExceptionally();
  }

  @Test
  void refusesTokensThatASecretHasSignedWhichWasTakenAway() {
    LiveTokens tokens = new LiveTokens(config(ACME).auth(), clock);
    assertThat(Await.value(tokens.authenticate(token())).user()).isEqualTo("ann");

    tokens.prepare(config(ACME.replace("secret = \"", "secret = \"another-"))).run();

    assertThat(tokens.authenticate(token())).isCompletedExceptionally();
  }

  @Test
  void keepsTheKeysOfWhoHasNotChangedThoughTheirServerIsDown() {
    server.publish(TestKeys.jwk("key", KEY));
    String atUrl = "{issuer = other, jwks-url = \"" + server.url() + "\"}";
    LiveTokens tokens = new LiveTokens(config(atUrl).auth(), clock);
    String token = TestToken.of("other", "bob")
        .header(header -> header.keyID("key"))
        .signed(JWSAlgorithm.RS256, KEY);
    assertThat(Await.value(tokens.authenticate(token)).user()).isEqualTo("bob");
    server.close();

    tokens.prepare(config(ACME, atUrl)).run();

    assertThat(Await.value(tokens.authenticate(token)).user()).isEqualTo("bob");
    assertThat(Await.value(tokens.authenticate(token())).user()).isEqualTo("ann");
  }

  @Test
  void refusesIssuersWhoseKeysAreOfNoUse() {
    LiveTokens tokens = new LiveTokens(config(ACME).auth(), clock);
    GatewayConfig useless = config(ACME.replace("}", ", algorithms = [RS256]}"));

    assertThatThrownBy(() -> tokens.prepare(useless)).isInstanceOf(InvalidConfigException.class);
    assertThat(Await.value(tokens.authenticate(token())).user()).isEqualTo("ann");
  }

  private static String token() {
    return TestToken.of("acme", "ann").signed();
  }

  private static GatewayConfig config(String... issuers) {
    String list = "sluice.auth.issuers=[" + String.join(",", issuers) + "]";
    return ConfigLoader.load(ConfigSources.of(list)).gateway();
  }
}
