package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Knock;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawResponse;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.SluiceClient;
import dev.sluice.server.token.JwksServer;
import dev.sluice.server.token.TestKeys;
import dev.sluice.server.token.TestToken;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways in which a token may come, and what a client is told of one that is no good. */
@ContractTest
class TokenTransferTest {
  private static final String LISTED = "https://app.example";
  private static final KeyPair KEYS = TestKeys.ec("secp256r1");
  private static final JwksServer JWKS = new JwksServer();

  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults()
      .set("sluice.cors.allowed-origins", "[\"*\", \"" + LISTED + "\"]")
      .set("sluice.auth.anonymous.subscribe", "[\"open\"]")
      .set("sluice.auth.cookie", "session")
      .set(
          "sluice.auth.issuers",
          "[{issuer = acme, secret = \"" + TestToken.SECRET + "\"},"
              + " {issuer = web, jwks-url = \"" + JWKS.url() + "\"}]"));

  private static final String GOOD =
      TestToken.of("acme", "ann").granting("subscribe", "t").signed();
  private static final String OLD = TestToken.of("acme", "ann")
      .granting("subscribe", "t")
      .endingAfter(Duration.ofHours(-1))
      .signed();

  @AfterAll
  static void stop() {
    JWKS.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer GOOD,200", "bearer GOOD,200", "Bearer   GOOD,200", "BearerGOOD,401", "Basic GOOD,401",
    "Bearer OLD,401", "Bearer,401", "Bearer nonsense,401", "Bearer GOODx,401", "Bearer GOOD x,401"
  })
  void isTakenFromTheAuthorizationHeader(String value, int status) {
    String line = "Authorization: " + value.replace("GOOD", GOOD).replace("OLD", OLD);

    assertThat(get("t", "", line).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"GOOD,200", "OLD,401", "nonsense,401", "'',401"})
  void isTakenFromTheQuery(String value, int status) {
    String query = "&access_token=" + value.replace("GOOD", GOOD).replace("OLD", OLD);

    assertThat(get("t", query).status()).isEqualTo(status);
  }

  @Test
  void isOneOnly() {
    for (RawResponse response : List.of(
        get("t", "&access_token=" + GOOD, "Authorization: Bearer " + GOOD),
        get("t", "", "Authorization: Bearer " + GOOD, "Authorization: Bearer " + GOOD),
        get("t", "&access_token=" + GOOD + "&access_token=" + GOOD))) {
      assertThat(Problem.of(response).status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
          session=GOOD            | Origin: https://app.example        | 200
          a=b; session=GOOD       | Origin: https://app.example        | 200
          session=GOOD            | Origin: https://evil.example       | 401
          session=GOOD            | Origin: https://app.example.evil   | 401
          session=GOOD            | Origin: http://app.example         | 401
          session=GOOD            | Origin: null                       | 401
          session=GOOD            | Origin: *                          | 401
          session=GOOD            | User-Agent: none                   | 401
          session=GOOD            | Sec-Fetch-Site: same-origin        | 200
          session=GOOD            | Sec-Fetch-Site: same-site          | 401
          session=GOOD            | Sec-Fetch-Site: cross-site         | 401
          session=GOOD            | Sec-Fetch-Site: none               | 401
          other=GOOD              | Origin: https://app.example        | 401
          session=OLD             | Origin: https://app.example        | 401
          session=GOOD; session=x | Origin: https://app.example        | 401
          session=                | Origin: https://app.example        | 401
          """)
  void isTakenFromACookieWhereAnAllowedOriginAsks(String cookie, String origin, int status) {
    String cookieLine = "Cookie: " + cookie.replace("GOOD", GOOD).replace("OLD", OLD);
    String before = gateway.backend().publish("t", "before").id();
    gateway.backend().publish("t", "after");

    for (Mode mode : Mode.values()) {
      assertThat(Knock.at(gateway, mode, "t", before, cookieLine, origin))
          .as(mode.name())
          .isEqualTo(status);
    }
  }

  @Test
  void isAsIfNotThereInACookieThatIsOfNoUse() {
    assertThat(get("open", "", "Cookie: session=" + OLD, "Origin: " + LISTED).status())
        .isEqualTo(200);
    assertThat(get("t", "", "Cookie: session=" + OLD, "Origin: " + LISTED).body())
        .contains("the token has expired");
  }

  @Test
  void comesWithCredentialsFromOriginsThatAreListedOnly() {
    assertThat(get("open", "", "Origin: " + LISTED).header("Access-Control-Allow-Credentials"))
        .isEqualTo("true");
    RawResponse other = get("open", "", "Origin: https://other.example");
    assertThat(other.header("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(other.header("Access-Control-Allow-Origin")).isEqualTo("*");
  }

  @Test
  void keepsAnswersOutOfSharedCaches() {
    assertThat(get("t", "&access_token=" + GOOD).header("Cache-Control"))
        .isEqualTo("private, no-cache");
    assertThat(get("open", "").header("Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void isAskedForInTheWordsOfTheStandard() {
    assertThat(challenge(get("t", ""))).isEqualTo("Bearer realm=\"sluice\"");
    assertThat(challenge(get("t", "&access_token=" + OLD)))
        .isEqualTo("Bearer realm=\"sluice\", error=\"invalid_token\","
            + " error_description=\"the token has expired\"");
    RawResponse forbidden = get("u", "&access_token=" + GOOD);
    assertThat(forbidden.status()).isEqualTo(403);
    assertThat(challenge(forbidden)).contains("error=\"insufficient_scope\"");
    assertThat(get("t", "&access_token=" + GOOD).header("WWW-Authenticate")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsNotOfItsIssuer(Mode mode) {
    for (String bad : List.of(
        TestToken.of("acme", "ann").granting("subscribe", "t").signed("x".repeat(40)),
        TestToken.of("evil", "ann").granting("subscribe", "t").signed(),
        "eyJhbGciOiJub25lIn0.e30.",
        "a".repeat(8193))) {
      assertThat(Knock.at(gateway, mode, "t", null, "Authorization: Bearer " + bad))
          .isEqualTo(401);
    }
  }

  @Test
  void letsARequestWaitForKeysAndOthersComeFirst() {
    String token = TestToken.of("web", "ann")
        .granting("subscribe", "t")
        .header(header -> header.keyID("new"))
        .signed(JWSAlgorithm.ES256, KEYS);
    gateway.clock().advance(Duration.ofMinutes(1));
    JWKS.fail(500);
    RawResponse refused = get("t", "&access_token=" + token);
    assertThat(Problem.of(refused).status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isNotEmpty();

    gateway.clock().advance(Duration.ofSeconds(10));
    JWKS.publish(TestKeys.jwk("new", KEYS));
    assertThat(get("t", "&access_token=" + token).status()).isEqualTo(200);
    try (SluiceClient client = new SluiceClient(gateway.subscription())) {
      assertThat(client.ask("{\"id\":1,\"auth\":{\"token\":\"" + token + "\"}}").ok())
          .isEqualTo("{}");
    }
  }

  @Test
  void isLookedAtOneAfterTheOtherOnAConnection() {
    String token = TestToken.of("web", "ann")
        .header(header -> header.keyID("newest"))
        .signed(JWSAlgorithm.ES256, KEYS);
    String auth = ",\"auth\":{\"token\":\"" + token + "\"}}";
    gateway.clock().advance(Duration.ofMinutes(1));
    JWKS.publish(TestKeys.jwk("newest", KEYS));
    CompletableFuture<Void> held = JWKS.holdAnswers();
    try (SluiceClient client = new SluiceClient(gateway.subscription())) {
      client.send("{\"id\":1" + auth);
      assertThat(client.ask("{\"id\":2" + auth).error()).isEqualTo("too-many");
      assertThat(client.ask("{\"id\":3,\"ping\":{}}").ok()).as("nobody waits").isEqualTo("{}");
      held.complete(null);

      SluiceClient.Answer first = client.answer();
      assertThat(first.id()).isEqualTo("1");
      assertThat(first.ok()).isEqualTo("{}");
    }
  }

  @Test
  void isForgottenWhereItsRequestIsOverBeforeItWasLookedAt() {
    String token = TestToken.of("web", "ann")
        .granting("subscribe", "t")
        .header(header -> header.keyID("latest"))
        .signed(JWSAlgorithm.ES256, KEYS);
    gateway.clock().advance(Duration.ofMinutes(1));
    JWKS.publish(TestKeys.jwk("latest", KEYS));
    CompletableFuture<Void> held = JWKS.holdAnswers();
    int before = JWKS.requests();
    try (RawConnection gone = RawConnection.to(gateway.publicAddress())) {
      gone.request("GET", "/v1/topics/t?access_token=" + token, "Accept: text/event-stream");
      Await.until("a fetch", () -> JWKS.requests() > before);
    }
    try (RawConnection stays = RawConnection.to(gateway.publicAddress())) {
      stays.request("GET", "/v1/topics/t?access_token=" + token, "Accept: text/event-stream");
      gateway.settle();
      held.complete(null);
      assertThat(stays.head().status()).isEqualTo(200);
    }
  }

  private static String challenge(RawResponse response) {
    return response.header("WWW-Authenticate");
  }

  private static RawResponse get(String topic, String query, String... headerLines) {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request("GET", "/v1/topics/" + topic + "?wait=0" + query, headerLines);
      return connection.response();
    }
  }
}
