package dev.sluice.server.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.sluice.server.Logged;
import dev.sluice.server.auth.AccessDeniedException;
import dev.sluice.server.auth.AccessDeniedException.Reason;
import dev.sluice.server.auth.Caller;
import dev.sluice.server.auth.ConfiguredAccess;
import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ManualClock;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys at a URL: rotated without a restart, and its outage is none of ours. */
class JwksKeysTest {
  private static final KeyPair FIRST = TestKeys.rsa(2048);
  private static final KeyPair SECOND = TestKeys.rsa(2048);
  private static final Duration REFRESH = Duration.ofMinutes(5);
  private static final Duration COOLDOWN = Duration.ofSeconds(10);

  private final ManualClock clock = new ManualClock();
  private final Logged log = Logged.by(JwksKeys.class);

  @AutoClose
  private final JwksServer server = new JwksServer();

  private TokenVerifier verifier;

  @BeforeEach
  void publishTheFirstKey() {
    server.publish(TestKeys.jwk("first", FIRST));
    verifier = Issuers.of(
        ConfiguredAccess.config(
            "sluice.auth.issuers=[{issuer = acme, jwks-url = \"" + server.url() + "\"}]",
            "sluice.auth.jwks.refresh=" + REFRESH.toSeconds() + "s",
            "sluice.auth.jwks.cooldown=" + COOLDOWN.toSeconds() + "s",
            "sluice.auth.jwks.timeout=5s"),
        clock);
  }

  @AfterEach
  void endLog() {
    log.close();
  }

  @Test
  void fetchesKeysWhenTheFirstTokenComesThatNeedsThem() {
    assertThat(outcome(token("first", FIRST))).isEqualTo("ann");
    assertThat(outcome(token("first", FIRST))).isEqualTo("ann");
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void blocksNobodyWhileKeysAreFetched() {
    CompletableFuture<Void> answer = server.holdAnswers();
    CompletableFuture<Caller> one = verifier.authenticate(token("first", FIRST));
    CompletableFuture<Caller> two = verifier.authenticate(token("first", FIRST));

    assertThat(one).isNotDone();
    assertThat(two).isNotDone();
    answer.complete(null);

    assertThat(Await.value(one).user()).isEqualTo("ann");
    assertThat(Await.value(two).user()).isEqualTo("ann");
    assertThat(server.requests()).as("one for both").isEqualTo(1);
  }

  @Test
  void fetchesThemAgainByTheClock() {
    fetchAtStart();
    server.publish(TestKeys.jwk("second", SECOND));

    clock.advance(REFRESH.minusMillis(1));
    verifier.tick();
    assertThat(server.requests()).isEqualTo(1);
    clock.advance(Duration.ofMillis(1));
    verifier.tick();
    Await.until("a second fetch", () -> log.messages().size() == 2);

    assertThat(outcome(token("second", SECOND))).isEqualTo("ann");
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void takesTheNewKeyOfARotationAtOnceAndTheOldOneNoMore() {
    String old = token("first", FIRST);
    assertThat(outcome(old)).isEqualTo("ann");
    server.publish(TestKeys.jwk("second", SECOND));
    clock.advance(COOLDOWN);

    assertThat(outcome(token("second", SECOND))).isEqualTo("ann");
    assertThat(outcome(old)).isEqualTo("the token's key is not known here");
  }

  @Test
  void takesTheNewKeyOfARotationWithoutNames() {
    server.publish(TestKeys.jwk(null, FIRST));
    assertThat(outcome(token(null, FIRST))).isEqualTo("ann");
    server.publish(TestKeys.jwk(null, SECOND));
    clock.advance(COOLDOWN);

    assertThat(outcome(token(null, SECOND))).isEqualTo("ann");
  }

  @Test
  void fetchesSeldomForKeysThatAreMadeUp() {
    assertThat(outcome(token("first", FIRST))).isEqualTo("ann");
    for (int i = 0; i < 100; i++) {
      assertThat(outcome(token("made-up-" + i, SECOND)))
          .isEqualTo("the token's key is not known here");
    }
    assertThat(server.requests()).isEqualTo(1);

    clock.advance(COOLDOWN);
    for (int i = 0; i < 100; i++) {
      assertThat(outcome(token("made-up-" + i, SECOND)))
          .isEqualTo("the token's key is not known here");
    }
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void goesOnWithTheKeysThatItHasWhileTheUrlIsDown() {
    fetchAtStart();
    server.fail(500);
    for (int i = 0; i < 20; i++) {
      clock.advance(Duration.ofMinutes(2));
      verifier.tick();
      verifier.authenticate(token("unknown", SECOND)).exceptionally(e -> null).join();
      assertThat(outcome(endless("first", FIRST))).isEqualTo("ann");
    }
    assertThat(log.messages()).as("one line for an outage").hasSize(2);
    assertThat(log.messages().get(1)).contains("those that are known stay");
    assertThat(outcome(token("unknown", SECOND))).isEqualTo("503");

    server.publish(TestKeys.jwk("second", SECOND));
    clock.advance(COOLDOWN);
    assertThat(outcome(endless("second", SECOND))).isEqualTo("ann");
  }

  @Test
  void asksToComeBackWhereThereWereNeverAnyKeys() {
    server.fail(404);

    assertThat(outcome(token("first", FIRST))).isEqualTo("503");
    assertThat(outcome(token("first", FIRST))).isEqualTo("503");
    assertThat(server.requests()).isEqualTo(1);

    server.publish(TestKeys.jwk("first", FIRST));
    clock.advance(COOLDOWN);
    verifier.tick();
    assertThat(outcome(token("first", FIRST))).isEqualTo("ann");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>", "{}", "{\"keys\":1}", "{\"keys\":[{\"kty\":\"RSA\"}]}", "[]"})
  void keepsItsKeysWhereTheAnswerIsNoKeySet(String body) {
    fetchAtStart();
    server.answer(body);
    clock.advance(REFRESH);
    verifier.tick();
    Await.until("a warning", () -> log.messages().size() == 2);

    assertThat(outcome(token("first", FIRST))).isEqualTo("ann");
  }

  @Test
  void keepsItsKeysWhereTheAnswerIsTooLargeOrPointsElsewhere() {
    fetchAtStart();
    server.answer("{\"keys\":[],\"x\":\"" + "x".repeat(1 << 20) + "\"}");
    clock.advance(REFRESH);
    verifier.tick();
    Await.until("a warning", () -> log.messages().size() == 2);
    assertThat(outcome(token("first", FIRST))).isEqualTo("ann");

    server.redirect();
    clock.advance(REFRESH);
    verifier.tick();
    Await.until("a third request", () -> server.requests() == 3);
    assertThat(server.redirected()).isZero();
  }

  @Test
  void takesNoSecretFromAKeySetThatEverybodyCanRead() {
    JWK secret = new OctetSequenceKey.Builder(TestToken.SECRET.getBytes(StandardCharsets.UTF_8))
        .keyID("first")
        .build();
    server.publish(secret);

    String token = TestToken.of("acme", "ann").header(h -> h.keyID("first")).signed();

    assertThat(outcome(token)).isEqualTo("the token's key is not known here");
  }

  private void fetchAtStart() {
    verifier.tick();
    assertThat(outcome(token("first", FIRST))).isEqualTo("ann");
    assertThat(log.messages()).hasSize(1);
  }

  private static String token(@Nullable String kid, KeyPair keys) {
    return TestToken.of("acme", "ann").header(h -> h.keyID(kid)).signed(JWSAlgorithm.RS256, keys);
  }

  private static String endless(String kid, KeyPair keys) {
    return TestToken.of("acme", "ann")
        .endingAfter(Duration.ofDays(1))
        .header(h -> h.keyID(kid))
        .signed(JWSAlgorithm.RS256, keys);
  }

  /** The user, or why not; 503 for what may be otherwise later. */
  private String outcome(String token) {
    try {
      return verifier
          .authenticate(token)
          .get(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .user();
    } catch (ExecutionException e) {
      AccessDeniedException denied = (AccessDeniedException) Objects.requireNonNull(e.getCause());
      return denied.reason() == Reason.NO_KEYS ? "503" : denied.detail();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
