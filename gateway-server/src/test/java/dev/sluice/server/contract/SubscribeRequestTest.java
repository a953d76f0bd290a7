package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.PollAnswer;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawResponse;
import dev.sluice.server.contract.harness.RawStream;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscribe;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a request's method, path, headers and query decide on what it is answered with. */
@ContractTest
class SubscribeRequestTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/json",
        "application/*",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "application/json, text/event-stream;q=0"
      })
  void pollsForWhoTakesJson(String accept) {
    URI uri = gateway.subscription(gateway.newTopic()).with("wait", "0").uri();
    HttpResponse<String> response = Http.get(uri, "Accept", accept);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(PollAnswer.read(response.body()).messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "text/event-stream, text/event-stream",
    "Text/Event-Stream, text/event-stream",
    "'text/event-stream; charset=utf-8', text/event-stream",
    "'text/event-stream, */*;q=0.1', text/event-stream",
    "application/x-ndjson, application/x-ndjson",
    "'application/x-ndjson, */*;q=0.1', application/x-ndjson"
  })
  void streamsForWhoAcceptsAStream(String accept, String contentType) {
    Subscribe subscribe = gateway.subscription(gateway.newTopic());
    RawConnection connection = RawConnection.to(gateway.publicAddress());
    try (RawStream stream = RawStream.open(connection, subscribe, accept)) {
      assertThat(stream.head().header("Content-Type")).startsWith(contentType);
      assertThat(stream.head().header("Cache-Control")).isNotEmpty();
      assertThat(stream.head().header("X-Accel-Buffering")).isEqualTo("no");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "text/html", "application/xml;q=0.9, text/css"})
  void refusesToAnswerInWhatItDoesNotSpeak(String accept) {
    URI uri = gateway.subscription(gateway.newTopic()).uri();

    assertThat(Problem.of(Http.get(uri, "Accept", accept)).status()).isEqualTo(406);
  }

  @ParameterizedTest
  @CsvSource({"sse, text/event-stream", "stream, application/x-ndjson"})
  void streamsWhereTheQuerySaysSo(String transport, String contentType) {
    Subscribe subscribe = gateway.subscription(gateway.newTopic()).with("transport", transport);
    RawConnection connection = RawConnection.to(gateway.publicAddress());
    try (RawStream stream = RawStream.open(connection, subscribe, "application/json")) {
      assertThat(stream.head().header("Content-Type")).startsWith(contentType);
    }
  }

  @Test
  void pollsWhereTheQuerySaysSo() {
    URI uri = gateway.subscription(gateway.newTopic()).with("transport", "poll").uri();
    HttpResponse<String> response = Http.get(uri, "Accept", "text/event-stream");

    assertThat(PollAnswer.read(response.body()).messages()).isEmpty();
  }

  @Test
  void longPollsWhereTheQuerySaysSo() {
    String topic = gateway.newTopic();
    gateway.backend().publish(topic, "held");
    URI uri = gateway
        .subscription(topic)
        .with("transport", "longpoll")
        .with("cursor", "earliest")
        .uri();
    HttpResponse<String> response = Http.get(uri, "Accept", "text/event-stream");

    assertThat(PollAnswer.read(response.body()).texts()).containsExactly("held");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void refusesATransportThatItDoesNotKnow() {
    URI uri =
        gateway.subscription(gateway.newTopic()).with("transport", "pigeon").uri();
    Problem problem = Problem.of(Http.get(uri));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail()).contains("transport");
  }

  @Test
  void asksForAnUpgradeWhereTheQueryWantsAWebSocket() {
    RawResponse response = ask("/v1/topics/a?transport=ws");

    assertThat(Problem.of(response).status()).isEqualTo(426);
    assertThat(response.header("Upgrade")).isEqualToIgnoringCase("websocket");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sec-WebSocket-Version: 8", "Sec-WebSocket-Version: 14", "X-None: 1"})
  void asksForVersion13OfTheWebSocketProtocol(String version) {
    List<String> lines = new ArrayList<>(RawWebSocket.upgradeLines());
    lines.removeIf(line -> line.startsWith("Sec-WebSocket-Version"));
    lines.add(version);
    RawResponse response = ask("/v1/topics/a", lines.toArray(String[]::new));

    assertThat(Problem.of(response).status()).isEqualTo(426);
    assertThat(response.header("Sec-WebSocket-Version")).isEqualTo("13");
  }

  @Test
  void refusesAWebSocketWithoutAKey() {
    RawResponse response = ask(
        "/v1/topics/a", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13");

    assertThat(Problem.of(response).status()).isEqualTo(400);
  }

  @Test
  void takesAnUpgradeAmongOtherConnectionOptions() {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request(
          "GET",
          "/v1/topics/a",
          "connection: keep-alive, upgrade",
          "upgrade: WebSocket",
          "sec-websocket-version: 13",
          "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==");
      RawWebSocket.accepted(connection);
    }
  }

  @Test
  void ignoresAnUpgradeToWhatItDoesNotSpeak() {
    RawResponse response =
        ask("/v1/topics/a?wait=0", "Connection: Upgrade", "Upgrade: TLS/1.0, IRC/6.9");

    assertThat(response.status()).isEqualTo(200);
  }

  @Test
  void servesAClientThatOffersHttp2() {
    HttpRequest request = HttpRequest.newBuilder(
            gateway.subscription(gateway.newTopic()).with("wait", "0").uri())
        .build();
    HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    HttpResponse<String> response = Await.value(client.sendAsync(request, BodyHandlers.ofString()));

    assertThat(PollAnswer.read(response.body()).messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"raw, 0", "raw, 25", "nonsense, 0"})
  void pollsInEnvelopesOnly(String envelope, String wait) {
    URI uri = gateway
        .subscription(gateway.newTopic())
        .with("envelope", envelope)
        .with("wait", wait)
        .uri();
    Problem problem = Problem.of(Http.get(uri));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail()).contains("envelope");
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw", "nonsense"})
  void streamsNdjsonInEnvelopesOnly(String envelope) {
    URI uri =
        gateway.subscription(gateway.newTopic()).with("envelope", envelope).uri();
    Problem problem = Problem.of(Http.get(uri, "Accept", "application/x-ndjson"));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail()).contains("envelope");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "PROPFIND"})
  void refusesOtherMethods(String method) {
    for (String path : List.of("/v1/topics/a", "/v1/subscribe?topic=a")) {
      HttpResponse<String> response = Http.send(method, gateway.publicUrl().resolve(path));

      assertThat(Problem.of(response).status()).isEqualTo(405);
      assertThat(response.headers().firstValue("Allow").orElse("")).contains("GET");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v1/",
        "/v2/topics/a",
        "/v1/topic/a",
        "/v1/topics",
        "/v1/topics/a/b",
        "/v1/publish",
        "/metrics",
        "/health/live",
        "/V1/topics/a",
        "/v1/topics/a/messages"
      })
  void knowsNoOtherPaths(String path) {
    assertThat(Problem.of(Http.get(gateway.publicUrl().resolve(path))).status()).isEqualTo(404);
  }

  @Test
  void refusesASubscriptionToNothing() {
    Problem problem = Problem.of(Http.get(gateway.publicUrl().resolve("/v1/subscribe?wait=0")));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail()).contains("topic");
  }

  @Test
  void refusesMoreTopicsThanOneConnectionMayHave() {
    Subscribe subscribe = Subscribe.to(gateway.publicUrl(), gateway.newTopics(101));
    Problem problem = Problem.of(Http.get(subscribe.with("wait", "0").uri()));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail()).contains("100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/event-stream", "application/x-ndjson"})
  void answersHeadLikeGetWithoutABody(String accept) {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request("HEAD", "/v1/topics/a?wait=0", "Accept: " + accept);
      RawResponse head = connection.head();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Type")).startsWith(accept);
      assertThat(head.header("Cache-Control")).isNotEmpty();

      connection.request("GET", "/v1/topics/a?wait=0");
      assertThat(connection.response().status()).isEqualTo(200);
    }
  }

  @Test
  void neverHoldsAHeadRequest() {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request("HEAD", "/v1/topics/a");
      assertThat(connection.head().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/topics/a", "/v1/subscribe?topic=a"})
  void tellsItsMethods(String path) {
    HttpResponse<String> response = Http.send("OPTIONS", gateway.publicUrl().resolve(path));

    assertThat(response.statusCode()).isIn(200, 204);
    assertThat(response.headers().firstValue("Allow").orElse("").split(", *"))
        .contains("GET", "HEAD", "OPTIONS");
  }

  private static RawResponse ask(String target, String... headerLines) {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request("GET", target, headerLines);
      return connection.response();
    }
  }
}
