package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.PollAnswer;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawResponse;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscribe;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are held until there is something. */
@ContractTest
class LongPollTest {
  /** One loop: what is due earlier is answered earlier. */
  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults().set("sluice.event-loops", "1"));

  @Test
  void waitsForWhatComesFromNowOnWithoutACursor() {
    String topic = gateway.newTopic();
    gateway.backend().publish(topic, "before");
    CompletableFuture<HttpResponse<String>> answer = park(gateway.subscription(topic), topic);
    gateway.backend().publish(topic, "now");

    assertThat(texts(answer)).containsExactly("now");
  }

  @Test
  void answersAtOnceWhereThereIsSomethingAfterTheCursor() {
    String topic = gateway.newTopic();
    gateway.backend().publish(topic, "one");
    gateway.backend().publish(topic, "two");
    URI uri = gateway
        .subscription(topic)
        .with("cursor", "earliest")
        .with("wait", "60")
        .uri();

    assertThat(PollAnswer.read(Http.get(uri).body()).texts()).containsExactly("one", "two");
  }

  @Test
  void losesNothingBetweenTwoRequests() {
    String topic = gateway.newTopic();
    CompletableFuture<HttpResponse<String>> first = park(gateway.subscription(topic), topic);
    gateway.backend().publish(topic, "first");
    String cursor = answer(first).cursor();
    gateway.backend().publish(topic, "between");
    URI uri = gateway.subscription(topic).with("cursor", cursor).uri();

    assertThat(PollAnswer.read(Http.get(uri).body()).texts()).containsExactly("between");
  }

  @Test
  void answersForTheFirstOfSeveralTopicsThatHasSomething() {
    String quiet = gateway.newTopic();
    String busy = gateway.newTopic();
    CompletableFuture<HttpResponse<String>> first = park(gateway.subscription(quiet, busy), quiet);
    gateway.backend().publish(busy, "first");
    PollAnswer answer = answer(first);
    assertThat(answer.texts()).containsExactly("first");

    gateway.backend().publish(quiet, "second");
    URI uri = gateway.subscription(busy, quiet).with("cursor", answer.cursor()).uri();
    assertThat(PollAnswer.read(Http.get(uri).body()).texts()).containsExactly("second");
  }

  @Test
  void answersEmptyWithItsCursorWhenTheTimeIsUp() {
    String topic = gateway.newTopic();
    Published seen = gateway.backend().publish(topic, "seen");
    CompletableFuture<HttpResponse<String>> parked = park(gateway.subscription(topic), topic);
    gateway.clock().advance(Duration.ofSeconds(26));
    HttpResponse<String> response = Await.value(parked);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(PollAnswer.read(response.body()).messages()).isEmpty();
    assertThat(PollAnswer.read(response.body()).cursor()).isEqualTo(seen.id());
    assertThat(response.headers().firstValue("ETag")).contains('"' + seen.id() + '"');
    assertThat(response.headers().firstValue("Link")).isPresent();
    assertThat(gateway.backend().subscribers(topic, "longpoll")).isZero();
  }

  @Test
  void answersNotModifiedWhenTheTimeIsUpForAnEntityTag() {
    String topic = gateway.newTopic();
    Published seen = gateway.backend().publish(topic, "seen");
    CompletableFuture<HttpResponse<String>> parked =
        park(gateway.subscription(topic), topic, "If-None-Match", '"' + seen.id() + '"');
    gateway.clock().advance(Duration.ofSeconds(26));

    assertThat(Await.value(parked).statusCode()).isEqualTo(304);
  }

  @Test
  void waitsAsLongAsItIsAskedTo() {
    String topic = gateway.newTopic();
    String sooner = gateway.newTopic();
    var parked = park(gateway.subscription(topic).with("wait", "7"), topic);
    var control = park(gateway.subscription(sooner).with("wait", "5"), sooner);
    gateway.clock().advance(Duration.ofSeconds(6));
    Await.value(control);
    assertThat(parked).isNotDone();
    gateway.clock().advance(Duration.ofSeconds(2));

    assertThat(texts(parked)).isEmpty();
  }

  @Test
  void cutsAWaitToTheMost() {
    String topic = gateway.newTopic();
    String sooner = gateway.newTopic();
    var parked = park(gateway.subscription(topic).with("wait", "86400"), topic);
    var control = park(gateway.subscription(sooner).with("wait", "58"), sooner);
    gateway.clock().advance(Duration.ofSeconds(59));
    Await.value(control);
    assertThat(parked).isNotDone();
    gateway.clock().advance(Duration.ofSeconds(2));

    assertThat(texts(parked)).isEmpty();
  }

  @Test
  void takesTheWaitFromPrefer() {
    String topic = gateway.newTopic();
    var parked = park(gateway.subscription(topic), topic, "Prefer", "respond-async, wait=5");
    gateway.clock().advance(Duration.ofSeconds(6));

    assertThat(texts(parked)).isEmpty();
  }

  @Test
  void answersAtOnceWherePreferSaysSo() {
    String topic = gateway.newTopic();
    HttpResponse<String> response = Http.get(gateway.subscription(topic).uri(), "Prefer", "wait=0");

    assertThat(PollAnswer.read(response.body()).messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "-1", "1x", "", "NaN", "99999999999999999999x"})
  void refusesAWaitThatIsNoNumberOfSeconds(String wait) {
    URI uri = gateway.subscription(gateway.newTopic()).with("wait", wait).uri();
    Problem problem = Problem.of(Http.get(uri));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail()).contains("wait");
  }

  @Test
  void cutsAWaitThatNoIntegerHolds() {
    String topic = gateway.newTopic();
    var parked = park(gateway.subscription(topic).with("wait", "99999999999999999999"), topic);
    gateway.clock().advance(Duration.ofSeconds(61));

    assertThat(texts(parked)).isEmpty();
  }

  @Test
  void isNotToBeStored() {
    String topic = gateway.newTopic();
    var parked = park(gateway.subscription(topic), topic);
    gateway.backend().publish(topic, "now");

    assertThat(Await.value(parked).headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void isForgottenWhenTheClientGoesAway() {
    String topic = gateway.newTopic();
    var parked = park(gateway.subscription(topic), topic);
    parked.cancel(true);

    gateway.backend().awaitSubscribers(topic, "longpoll", 0);
  }

  @Test
  void wakesAllWhoWait() {
    String topic = gateway.newTopic();
    URI uri = gateway.subscription(topic).uri();
    var parked = Stream.generate(() -> Http.getAsync(uri)).limit(20).toList();
    gateway.backend().awaitSubscribers(topic, "longpoll", 20);
    gateway.backend().publish(topic, "now");

    parked.forEach(answer -> assertThat(texts(answer)).containsExactly("now"));
  }

  @Test
  void answersThoseAlikeThatAskAlikeAndTheOthersInTheirOwnWay() {
    String topic = gateway.newTopic();
    String path = "/v1/topics/" + topic;
    String several = "/v1/subscribe?topic=" + topic;
    List<RawConnection> waiting = List.of(
        waiting(path),
        waiting(path),
        waiting(path + "?wait=7"),
        waiting(several),
        waiting(path, "Origin: https://app.example"),
        waiting(path, "Connection: close"),
        waiting(path));
    gateway.backend().awaitSubscribers(topic, "longpoll", waiting.size());
    String cursor = gateway.backend().publish(topic, "now").id();
    List<RawResponse> answers = waiting.stream().map(RawConnection::response).toList();

    assertThat(answers).allSatisfy(answer -> {
      assertThat(answer.header("ETag")).isEqualTo('"' + cursor + '"');
      assertThat(PollAnswer.read(answer.body()).cursor()).isEqualTo(cursor);
      assertThat(PollAnswer.read(answer.body()).texts()).containsExactly("now");
    });
    String next = "<" + path + "?wait=25&cursor=" + cursor + ">; rel=\"next\"";
    assertThat(answers.stream().map(answer -> answer.header("Link")))
        .containsExactly(
            next,
            next,
            "<" + path + "?wait=7&cursor=" + cursor + ">; rel=\"next\"",
            "<" + several + "&wait=25&cursor=" + cursor + ">; rel=\"next\"",
            next,
            next,
            next);
    assertThat(answers.stream().map(answer -> answer.header("Access-Control-Allow-Origin")))
        .containsExactly("", "", "", "", "*", "", "");
    assertThat(answers.stream().map(answer -> answer.header("Connection")))
        .containsExactly("", "", "", "", "", "close", "");
    waiting.forEach(RawConnection::close);
  }

  private static RawConnection waiting(String target, String... headerLines) {
    RawConnection connection = RawConnection.to(gateway.publicAddress());
    connection.request("GET", target, headerLines);
    return connection;
  }

  @Test
  void answersAllStreamsOfAConnection() {
    String topic = gateway.newTopic();
    HttpClient client = HttpClient.newHttpClient(); // asks for HTTP/2
    HttpRequest request =
        HttpRequest.newBuilder(gateway.subscription(topic).uri()).build();
    var first = client.sendAsync(request, BodyHandlers.ofString());
    gateway.backend().awaitSubscribers(topic, "longpoll", 1);
    var second = client.sendAsync(request, BodyHandlers.ofString());
    gateway.backend().awaitSubscribers(topic, "longpoll", 2);
    gateway.backend().publish(topic, "now");

    assertThat(List.of(first, second)).allSatisfy(answer -> {
      assertThat(Await.value(answer).version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(texts(answer)).containsExactly("now");
    });
  }

  private static CompletableFuture<HttpResponse<String>> park(
      Subscribe subscribe, String topic, String... headers) {
    CompletableFuture<HttpResponse<String>> answer = Http.getAsync(subscribe.uri(), headers);
    gateway.backend().awaitSubscribers(topic, "longpoll", 1);
    return answer;
  }

  private static PollAnswer answer(CompletableFuture<HttpResponse<String>> answer) {
    return PollAnswer.read(Await.value(answer).body());
  }

  private static List<String> texts(CompletableFuture<HttpResponse<String>> answer) {
    return answer(answer).texts();
  }
}
