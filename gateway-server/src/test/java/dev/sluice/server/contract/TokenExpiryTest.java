package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Inbox;
import dev.sluice.server.contract.harness.Knock;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawResponse;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.SluiceClient;
import dev.sluice.server.contract.harness.Subscribe;
import dev.sluice.server.contract.harness.Told;
import dev.sluice.server.token.TestToken;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A token ends, and with it what it let in, unless another one comes in time. */
@ContractTest
class TokenExpiryTest {
  private static final TestToken TOKEN =
      TestToken.of("acme", "ann").granting("subscribe", "t", "u").granting("publish", "t");
  private static final Duration LIFE = Duration.ofMinutes(2);
  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** A sweep of deadlines is not more exact than that. */
  private static final Duration TICK = Duration.ofMillis(200);

  @AutoClose
  private final Gateway gateway = Gateway.start(Settings.defaults()
      .set("sluice.event-loops", "1")
      .set("sluice.heartbeat", "1h")
      .set("sluice.auth.anonymous.subscribe", "[\"open\"]")
      .set("sluice.auth.clock-skew", SKEW.toSeconds() + "s")
      .set("sluice.auth.expiry-grace", GRACE.toSeconds() + "s")
      .set("sluice.auth.issuers", "[{issuer = acme, secret = \"" + TestToken.SECRET + "\"}]"));

  @Test
  void closesAWebSocketWithACodeOfItsOwn() {
    RawConnection connection = RawConnection.to(gateway.publicAddress());
    try (RawWebSocket webSocket =
        RawWebSocket.open(connection, "/v1/topics/t?access_token=" + token(LIFE))) {
      advanceToTheLastMoment();
      gateway.backend().publish("t", "still here");
      assertThat(webSocket.read().text()).isEqualTo("still here");

      gateway.clock().advance(TICK);

      RawWebSocket.Frame frame = webSocket.read();
      assertThat(frame.closeCode()).isEqualTo(4001);
      assertThat(frame.closeReason()).isEqualTo("token expired");
    }
  }

  @ParameterizedTest
  @CsvSource({"text/event-stream,event: expired", "application/x-ndjson,"})
  void tellsAStreamAndEndsIt(String accept, String eventLine) {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request(
          "GET", "/v1/topics/t", "Accept: " + accept, "Authorization: Bearer " + token(LIFE));
      RawResponse head = connection.head();
      advanceToTheLastMoment();
      gateway.backend().publish("t", "still here");
      gateway.backend().awaitSubscribers("t", accept.startsWith("text") ? "sse" : "stream", 1);
      gateway.clock().advance(TICK);

      String body = connection.bodyOf(head).body();

      String notice = "{\"expired\":{\"reason\":\"token expired\"}}\n";
      String end = eventLine == null ? notice : eventLine + "\ndata: " + notice + "\n";
      assertThat(body).contains("still here").endsWith(end);
    }
    gateway.backend().awaitSubscribers("t", accept.startsWith("text") ? "sse" : "stream", 0);
  }

  @Test
  void answersAPollThatIsHeldWhenTheTokenEnds() {
    URI uri = subscribe("t", token(Duration.ofSeconds(5))).with("wait", "60").uri();
    CompletableFuture<HttpResponse<String>> poll = Http.getAsync(uri);
    gateway.backend().awaitSubscribers("t", "longpoll", 1);

    gateway.clock().advance(Duration.ofSeconds(5).plus(SKEW).plus(GRACE).plus(TICK));

    HttpResponse<String> answer = poll.join();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"messages\":[]");
    assertThat(answer.headers().firstValue("Link").orElse("")).contains("wait=60&");
    assertThat(Http.get(uri).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource
  void letsNobodyInWithATokenThatHasEnded(Mode mode) {
    String authorization = "Authorization: Bearer " + token(Duration.ofSeconds(1));
    String cursor = gateway.backend().publish("t", "one").id();
    gateway.backend().publish("t", "two");

    assertThat(Knock.at(gateway, mode, "t", cursor, authorization)).isEqualTo(200);
    gateway.clock().advance(SKEW.plusSeconds(1));
    assertThat(Knock.at(gateway, mode, "t", cursor, authorization)).isEqualTo(401);
    assertThat(Knock.at(gateway, mode, "open", null, authorization)).isEqualTo(401);
  }

  @Test
  void leavesWhoHasNoTokenAlone() {
    try (SluiceClient client = new SluiceClient(gateway.subscription("open"))) {
      gateway.clock().advance(Duration.ofDays(1));
      gateway.backend().publish("open", "news");
      assertThat(client.inbox().next(Told.Received.class).text()).isEqualTo("news");
    }
  }

  @Test
  void goesOnWithATokenThatComesInTime() {
    try (SluiceClient client = new SluiceClient(subscribe("t", token(LIFE)))) {
      advanceToTheLastMoment();
      assertThat(client.ask(auth(token(LIFE.multipliedBy(3)))).ok()).isEqualTo("{}");

      gateway.clock().advance(LIFE);
      gateway.backend().publish("t", "later");
      assertThat(client.inbox().next(Told.Received.class).text()).isEqualTo("later");

      gateway.clock().advance(LIFE.multipliedBy(2));
      assertThat(client.inbox().next(Told.Ended.class).code()).isEqualTo(4001);
    }
  }

  @Test
  void letsATokenThatHasEndedDoNothingNew() {
    try (SluiceClient client = new SluiceClient(subscribe("t", token(LIFE)))) {
      advanceToTheLastMoment();

      assertThat(
              client.ask("{\"id\":1,\"publish\":{\"topic\":\"t\",\"data\":1}}").error())
          .isEqualTo("forbidden");
      assertThat(client.ask("{\"id\":2,\"subscribe\":{\"topic\":\"u\"}}").error())
          .isEqualTo("forbidden");
      assertThat(client.ask("{\"id\":3,\"history\":{\"topic\":\"t\"}}").error())
          .isEqualTo("forbidden");
      assertThat(client.ask("{\"id\":4,\"subscribe\":{\"topic\":\"open\"}}").error())
          .isEmpty();
    }
  }

  @Test
  void givesWhoHadNoTokenTheRightsOfOne() {
    try (SluiceClient client = new SluiceClient(gateway.subscription())) {
      assertThat(client.ask("{\"id\":1,\"subscribe\":{\"topic\":\"t\"}}").error())
          .isEqualTo("forbidden");
      assertThat(client.ask(auth(token(LIFE))).ok()).isEqualTo("{}");
      assertThat(client.ask("{\"id\":2,\"subscribe\":{\"topic\":\"t\"}}").error())
          .isEmpty();

      gateway.clock().advance(LIFE.plus(SKEW).plus(GRACE).plus(TICK));

      assertThat(client.inbox().next(Told.Ended.class).code()).isEqualTo(4001);
    }
  }

  @Test
  void keepsWhatItHadWhereANewTokenIsNoGood() {
    try (SluiceClient client = new SluiceClient(subscribe("t", token(LIFE)))) {
      for (String bad : List.of(
          "nonsense",
          TOKEN.signed("a-secret-that-nobody-here-has-heard-of"),
          TestToken.of("acme", "bob").granting("subscribe", "t").signed())) {
        assertThat(client.ask(auth(bad)).error()).isEqualTo("forbidden");
      }
      assertThat(client.ask("{\"id\":1,\"auth\":{}}").error()).isEqualTo("bad-request");
      assertThat(client.ask("{\"id\":1,\"auth\":{\"token\":1}}").error()).isEqualTo("bad-request");

      assertThat(
              client.ask("{\"id\":2,\"publish\":{\"topic\":\"t\",\"data\":1}}").error())
          .isEmpty();
      advanceToTheLastMoment();
      gateway.clock().advance(TICK);
      assertThat(client.inbox().next(Told.Ended.class).code()).isEqualTo(4001);
    }
  }

  @Test
  void endsSubscriptionsThatANewTokenDoesNotAllow() {
    Subscribe both = Subscribe.to(gateway.publicUrl(), List.of("t", "u"));
    try (SluiceClient client = new SluiceClient(both.with("access_token", token(LIFE)))) {
      String less = TestToken.of("acme", "ann").granting("subscribe", "u").signed();
      assertThat(client.ask(auth(less)).ok()).isEqualTo("{}");
      SluiceClient.Answer told = client.answer();
      assertThat(told.error()).isEqualTo("forbidden");
      assertThat(told.id()).isEmpty();

      gateway.backend().publish("t", "not for her");
      gateway.backend().publish("u", "for her");

      Inbox inbox = client.inbox();
      assertThat(inbox.next(Told.Received.class).text()).isEqualTo("for her");
      assertThat(gateway.backend().subscribers("t", "ws")).isZero();
    }
  }

  private void advanceToTheLastMoment() {
    gateway.settle();
    gateway.clock().advance(LIFE.plus(SKEW).plus(GRACE).minus(TICK));
  }

  private Subscribe subscribe(String topic, String token) {
    return gateway.subscription(topic).with("access_token", token);
  }

  private static String token(Duration life) {
    return TOKEN.endingAfter(life).signed();
  }

  private static String auth(String token) {
    return "{\"id\":9,\"auth\":{\"token\":\"" + token + "\"}}";
  }
}
