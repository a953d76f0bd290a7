package dev.sluice.server.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.sluice.core.topic.TopicPattern;
import dev.sluice.server.Logged;
import dev.sluice.server.auth.AccessDeniedException;
import dev.sluice.server.auth.AccessDeniedException.Reason;
import dev.sluice.server.auth.Caller;
import dev.sluice.server.auth.ConfiguredAccess;
import dev.sluice.server.auth.Grants;
import dev.sluice.server.contract.harness.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose tokens are taken, and which are not. */
class TokenVerifierTest {
  private static final TestToken GOOD =
      TestToken.of("acme", "ann").granting("subscribe", "prices.**").granting("publish", "chat.*");
  private static final KeyPair RSA = TestKeys.rsa(2048);
  private static final KeyPair P_256 = TestKeys.ec("secp256r1");
  private static final KeyPair P_384 = TestKeys.ec("secp384r1");
  private static final KeyPair ED25519 = TestKeys.ed25519();

  private final ManualClock clock = new ManualClock();

  @TempDir
  Path directory;

  @Test
  void takesATokenForWhatItSays() {
    assertThat(authenticate(withSecret(), GOOD.signed()))
        .isEqualTo(new Caller(
            "acme",
            "ann",
            new Grants(
                "",
                List.of(new TopicPattern("prices.**")),
                List.of(new TopicPattern("chat.*")),
                List.of(new TopicPattern("prices.**"))),
            TestToken.NOW.plus(Duration.ofHours(1)).getEpochSecond() * 1000));
  }

  @Test
  void takesATokenWithoutUserGrantsAndEndForWhatItIs() {
    String token = TestToken.of("acme", "x").with("sub", "").signed();

    Caller caller = authenticate(withSecret(), token);

    assertThat(caller.user()).isEmpty();
    assertThat(caller.isAnonymous()).isFalse();
    assertThat(caller.grants().subscribe()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"HS256,32", "HS384,48", "HS512,64", "HS256,64"})
  void takesSecretsThatAreLongEnough(String algorithm, int bytes) {
    String secret = "s".repeat(bytes);
    TokenVerifier verifier = verifier("{issuer = acme, secret = \"" + secret + "\"}");
    JWSAlgorithm named = JWSAlgorithm.parse(algorithm);

    assertThat(authenticate(verifier, GOOD.signed(named, bytes(secret))).user()).isEqualTo("ann");
  }

  @Test
  void takesNoAlgorithmThatTheSecretIsTooShortFor() {
    String jwk =
        new OctetSequenceKey.Builder(bytes(TestToken.SECRET.repeat(2))).build().toString();
    TokenVerifier longer = verifier("{issuer = acme, keys-file = \"" + file(jwk) + "\"}");
    String token = GOOD.signed(JWSAlgorithm.HS512, bytes(TestToken.SECRET.repeat(2)));

    assertThat(authenticate(longer, token).user()).isEqualTo("ann");
    assertRefused(withSecret(), token, "the token's algorithm is not one of its key's");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"})
  void takesSignaturesOfPublicKeysInPemAndInAJwkSet(String algorithm) {
    JWSAlgorithm named = JWSAlgorithm.parse(algorithm);
    KeyPair keys = keys(algorithm);
    String token = GOOD.signed(named, keys);
    String other = GOOD.signed(named, another(algorithm));
    for (String text : List.of(
        TestKeys.pem(keys.getPublic()),
        TestKeys.jwkSet(TestKeys.jwk("k1", keys)),
        TestKeys.jwk("k1", keys).toString())) {
      TokenVerifier verifier = verifier("{issuer = acme, keys-file = \"" + file(text) + "\"}");

      assertThat(authenticate(verifier, token).user()).isEqualTo("ann");
      assertRefused(verifier, other, "the token's signature is not right");
    }
  }

  @Test
  void takesThePublicKeyOfACertificate() throws Exception {
    KeyStore.PrivateKeyEntry entry = TestKeys.certified(directory);
    String pem = "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(entry.getCertificate().getEncoded())
        + "\n-----END CERTIFICATE-----\n";
    TokenVerifier verifier = verifier("{issuer = acme, keys-file = \"" + file(pem) + "\"}");
    KeyPair keys = new KeyPair(entry.getCertificate().getPublicKey(), entry.getPrivateKey());

    assertThat(authenticate(verifier, GOOD.signed(JWSAlgorithm.ES256, keys)).user())
        .isEqualTo("ann");
  }

  @Test
  void takesOnlyTheAlgorithmsThatAreListed() {
    TokenVerifier verifier = verifier("{issuer = acme, algorithms = [PS256], keys-file = \""
        + file(TestKeys.pem(RSA.getPublic())) + "\"}");

    assertThat(authenticate(verifier, GOOD.signed(JWSAlgorithm.PS256, RSA)).user())
        .isEqualTo("ann");
    assertRefused(
        verifier,
        GOOD.signed(JWSAlgorithm.RS256, RSA),
        "the token's algorithm is not one of its key's");
  }

  @Test
  void refusesAForgedToken() {
    String[] parts = GOOD.signed().split("\\.", -1);
    String admin = TestToken.of("acme", "admin").signed().split("\\.", -1)[1];

    assertRefused(
        withSecret(),
        parts[0] + "." + admin + "." + parts[2],
        "the token's signature is not right");
    assertRefused(
        withSecret(),
        GOOD.signed("not-the-secret-but-just-as-long-as-it"),
        "the token's signature is not right");
    assertRefused(
        withSecret(), parts[0] + "." + parts[1] + ".", "this is no signed JSON Web Token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"None\"}",
        "{\"alg\":\"NONE\",\"typ\":\"JWT\"}",
        "{\"alg\":\"nOnE\"}",
        "{\"alg\":\"\"}",
        "{}"
      })
  void refusesAnUnsignedToken(String header) {
    String unsigned =
        Base64URL.encode(header) + "." + Base64URL.encode(GOOD.claims().toString());

    for (String signature : List.of("", "AAAA", GOOD.signed().split("\\.", -1)[2])) {
      assertThatThrownBy(() -> authenticate(withSecret(), unsigned + "." + signature))
          .isInstanceOf(AccessDeniedException.class);
    }
  }

  @Test
  void refusesAPublicKeyThatIsTakenForASecret() {
    String pem = TestKeys.pem(RSA.getPublic());
    for (String text : List.of(pem, TestKeys.jwkSet(TestKeys.jwk("k1", RSA)))) {
      TokenVerifier verifier = verifier("{issuer = acme, keys-file = \"" + file(text) + "\"}");
      for (byte[] secret :
          List.of(bytes(pem), bytes(pem.strip()), RSA.getPublic().getEncoded(), bytes(text))) {
        assertRefused(
            verifier,
            GOOD.signed(JWSAlgorithm.HS256, secret),
            "the token's algorithm is not one of its key's");
      }
    }
  }

  @Test
  void refusesASignatureOfAnotherKindOfKey() {
    String keys = file(TestKeys.jwkSet(TestKeys.jwk("r", RSA), TestKeys.jwk("e", P_256)));
    TokenVerifier verifier = verifier("{issuer = acme, keys-file = \"" + keys + "\"}");

    assertRefused(
        verifier,
        GOOD.header(header -> header.keyID("r")).signed(JWSAlgorithm.ES256, P_256),
        "the token's algorithm is not one of its key's");
    assertRefused(
        verifier,
        GOOD.signed(JWSAlgorithm.ES384, P_384),
        "the token's algorithm is not one of its key's");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../etc/passwd",
        "/dev/null",
        "k1' OR '1'='1",
        "k1\u0000",
        "${jndi:ldap://127.0.0.1/x}",
        "http://127.0.0.1:1/key",
        "K1",
        ""
      })
  void takesAHostileKeyIdForANameThatIsNotKnown(String kid) {
    TokenVerifier verifier = verifier(
        "{issuer = acme, keys-file = \"" + file(TestKeys.jwkSet(TestKeys.jwk("k1", RSA))) + "\"}");

    assertRefused(
        verifier,
        GOOD.header(header -> header.keyID(kid)).signed(JWSAlgorithm.RS256, RSA),
        "the token's key is not known here");
  }

  @Test
  void looksAtNoKeyThatATokenBrings() {
    TokenVerifier verifier = verifier(
        "{issuer = acme, keys-file = \"" + file(TestKeys.jwkSet(TestKeys.jwk("k1", RSA))) + "\"}");
    KeyPair own = TestKeys.rsa(2048);
    String token = GOOD.header(header -> header
            .jwk(TestKeys.jwk("k1", own))
            .jwkURL(URI.create("http://127.0.0.1:1/jwks.json"))
            .x509CertURL(URI.create("http://127.0.0.1:1/cert.pem")))
        .signed(JWSAlgorithm.RS256, own);

    assertRefused(verifier, token, "the token's signature is not right");
  }

  @Test
  void refusesHeadersThatAreToBeUnderstood() {
    String token = GOOD.header(header -> header.criticalParams(Set.of("exp")).customParam("exp", 1))
        .signed();

    assertRefused(withSecret(), token, "this is no signed JSON Web Token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "a.b.c", "a.b", "e30.e30.e30", "\u0000", "undefined", "é.é.é"})
  void refusesWhatIsNoToken(String text) {
    assertRefused(withSecret(), text, "this is no signed JSON Web Token");
  }

  @Test
  void refusesATokenThatIsTooLongBeforeItIsRead() {
    assertRefused(
        withSecret(),
        GOOD.with("x", "y".repeat(8 << 10)).signed(),
        "the token is longer than the limit of 8192 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void survivesClaimsThatGoDeep(String nesting) {
    String deep = Base64URL.encode(nesting.repeat(6000 / nesting.length())).toString();
    String head = GOOD.signed().split("\\.", -1)[0];

    assertThatThrownBy(() -> authenticate(withSecret(), head + "." + deep + ".AAAA"))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void goesByTheTimeAndAllowsForClocksThatDiffer() {
    TokenVerifier verifier = withSecret();
    String token = GOOD.with("nbf", Date.from(TestToken.NOW.plusSeconds(60)))
        .endingAfter(Duration.ofMinutes(10))
        .signed();

    assertRefused(verifier, token, "the token is not valid yet");
    clock.advance(Duration.ofSeconds(31));
    assertThat(authenticate(verifier, token).user()).isEqualTo("ann");
    clock.advance(Duration.ofMinutes(9).plusSeconds(58));
    assertThat(authenticate(verifier, token).user()).isEqualTo("ann");
    clock.advance(Duration.ofSeconds(2));
    assertRefused(verifier, token, "the token has expired");
  }

  @Test
  void takesTokensOfItsAudienceOnly() {
    TokenVerifier verifier = verifier(
        "{issuer = acme, audience = [push, sluice], secret = \"" + TestToken.SECRET + "\"}");

    assertThat(authenticate(verifier, GOOD.with("aud", List.of("x", "sluice")).signed())
            .user())
        .isEqualTo("ann");
    assertRefused(
        verifier, GOOD.with("aud", "other").signed(), "the token is for another audience");
    assertRefused(verifier, GOOD.signed(), "the token is for another audience");
  }

  @Test
  void takesTokensOfItsIssuersOnlyAndEachByItsOwnKey() {
    String other = "the-other-issuers-secret-of-32-bytes";
    TokenVerifier verifier = verifier("{issuer = acme, secret = \"" + TestToken.SECRET + "\"},"
        + "{issuer = lab, topic-prefix = \"lab.\", secret = \"" + other + "\"}");

    assertThat(authenticate(verifier, GOOD.signed()).issuer()).isEqualTo("acme");
    Caller lab = authenticate(verifier, TestToken.of("lab", "ann").signed(other));
    assertThat(lab.issuer()).isEqualTo("lab");
    assertThat(lab.grants().topicPrefix()).isEqualTo("lab.");
    assertThat(lab.isSameUser(authenticate(verifier, GOOD.signed()))).isFalse();
    assertRefused(
        verifier, TestToken.of("acme", "ann").signed(other), "the token's signature is not right");
    assertRefused(
        verifier, TestToken.of("evil", "ann").signed(), "the token's issuer is not known here");
  }

  @Test
  void takesAnyIssuerWhereTheOnlyOneHasNoName() {
    TokenVerifier verifier = verifier("{secret = \"" + TestToken.SECRET + "\"}");

    assertThat(authenticate(verifier, GOOD.signed()).user()).isEqualTo("ann");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "\"**\"",
        "{\"subscribe\":\"**\"}",
        "{\"publish\":[1]}",
        "{\"publish\":[\"a..b\"]}",
        "{\"subscribe\":[null]}"
      })
  void refusesGrantsThatMakeNoSense(String topics) {
    Object claim = parsed(topics);

    assertThatThrownBy(() -> authenticate(
            withSecret(), TestToken.of("acme", "a").with("topics", claim).signed()))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageStartingWith("the claim topics ");
  }

  @Test
  void refusesAUserThatNoLogCanName() {
    for (String user : List.of("a\nb", "u".repeat(256))) {
      assertRefused(
          withSecret(), TestToken.of("acme", user).signed(), "the claim sub is too long, or not");
    }
  }

  @Test
  void readsAFileAgainThatHasChangedAndForgetsWhatTheOldKeySigned() throws IOException {
    Path file = Path.of(file(TestKeys.pem(RSA.getPublic())));
    TokenVerifier verifier = verifier("{issuer = acme, keys-file = \"" + file + "\"}");
    String before = GOOD.signed(JWSAlgorithm.RS256, RSA);
    assertThat(authenticate(verifier, before).user()).isEqualTo("ann");

    try (Logged log = Logged.by(FileKeys.class)) {
      Files.writeString(file, "spoilt");
      verifier.tick();
      assertThat(log.messages()).hasSize(1).allSatisfy(line -> assertThat(line).contains("stay"));
    }
    assertThat(authenticate(verifier, before).user()).isEqualTo("ann");

    Files.writeString(file, TestKeys.pem(P_256.getPublic()));
    verifier.tick();
    assertThat(authenticate(verifier, GOOD.signed(JWSAlgorithm.ES256, P_256)).user())
        .isEqualTo("ann");
    assertRefused(verifier, before, "the token's algorithm is not one of its key's");
  }

  @Test
  void saysAtStartWhichKeysAreOfNoUse() {
    String weak = file(TestKeys.pem(TestKeys.rsa(1024).getPublic()));

    assertThatThrownBy(() -> verifier("{issuer = acme, keys-file = \"" + weak + "\"}"))
        .hasMessage(
            "sluice.auth.issuers: the keys of issuer \"acme\" can't be used: none of the keys"
                + " is for the algorithms that are allowed");
    assertThatThrownBy(() -> verifier("{issuer = acme, keys-file = \"" + file("hello") + "\"}"))
        .hasMessageEndingWith("there is neither a PUBLIC KEY nor a CERTIFICATE in PEM");
  }

  private static Object parsed(String json) {
    try {
      return Objects.requireNonNull(
          JSONObjectUtils.parse("{\"x\":" + json + "}").get("x"));
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  private TokenVerifier withSecret() {
    return verifier("{issuer = acme, secret = \"" + TestToken.SECRET + "\"}");
  }

  private TokenVerifier verifier(String issuers) {
    return Issuers.of(ConfiguredAccess.config("sluice.auth.issuers=[" + issuers + "]"), clock);
  }

  private static Caller authenticate(TokenVerifier verifier, String token) {
    try {
      return verifier.authenticate(token).join();
    } catch (CompletionException e) {
      throw (AccessDeniedException) e.getCause();
    }
  }

  private static void assertRefused(TokenVerifier verifier, String token, String why) {
    assertThatThrownBy(() -> authenticate(verifier, token))
        .isInstanceOfSatisfying(
            AccessDeniedException.class,
            denied -> assertThat(denied.reason()).isEqualTo(Reason.BAD_TOKEN))
        .hasMessageStartingWith(why);
  }

  private String file(String text) {
    try {
      return Files.writeString(Files.createTempFile(directory, "keys", ""), text)
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyPair keys(String algorithm) {
    return switch (algorithm) {
      case "ES256" -> P_256;
      case "ES384" -> P_384;
      case "EdDSA" -> ED25519;
      default -> RSA;
    };
  }

  private static KeyPair another(String algorithm) {
    return switch (algorithm) {
      case "ES256" -> TestKeys.ec("secp256r1");
      case "ES384" -> TestKeys.ec("secp384r1");
      case "EdDSA" -> TestKeys.ed25519();
      default -> TestKeys.rsa(2048);
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
