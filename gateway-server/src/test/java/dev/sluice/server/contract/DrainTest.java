package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.PollAnswer;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawResponse;
import dev.sluice.server.contract.harness.RawStream;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a gateway that is told to stop says goodbye; by the machine's clock. */
@ContractTest
class DrainTest {
  private static final Duration DRAIN = Duration.ofSeconds(3);

  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = Gateway.startOnSystemClock(Settings.defaults()
        .set("sluice.event-loops", "1") // told one, told all
        .set("sluice.drain", DRAIN.toSeconds() + "s"));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"WS_RAW", "WS_JSON", "WS_SLUICE"})
  void closesWebSocketsAsGoingAway(Mode mode) {
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of("a"), null)) {
      CompletableFuture<Void> drain = CompletableFuture.runAsync(gateway::drain);

      assertThat(subscriber.inbox().end().code()).isEqualTo(1001);
      Await.value(drain);
    }
  }

  @Test
  void tellsEventStreamsWhenToComeBackAndEndsThem() {
    try (RawStream events = RawStream.events(gateway, gateway.subscription("a"))) {
      events.block();
      CompletableFuture<Void> drain = CompletableFuture.runAsync(gateway::drain);

      assertThat(events.untilEnd()).anyMatch(line -> line.matches("retry: ?[0-9]+"));
      Await.value(drain);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SSE_HTTP_2", "STREAM_HTTP_2"})
  void endsStreamsOfHttp2(Mode mode) {
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of("a"), null)) {
      CompletableFuture<Void> drain = CompletableFuture.runAsync(gateway::drain);

      assertThat(subscriber.inbox().end()).isEqualTo(new Told.Ended(0, "complete"));
      Await.value(drain);
    }
  }

  @Test
  void endsStreams() {
    try (RawStream lines = RawStream.lines(gateway, gateway.subscription("a"))) {
      CompletableFuture<Void> drain = CompletableFuture.runAsync(gateway::drain);

      assertThat(lines.untilEnd()).allMatch(String::isEmpty);
      Await.value(drain);
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersWhoWaitsWithItsCursor(HttpClient.Version version) {
    Published seen = gateway.backend().publish("a", "seen");
    HttpClient client = HttpClient.newBuilder().version(version).build();
    HttpRequest request =
        HttpRequest.newBuilder(gateway.subscription("a").uri()).build();
    CompletableFuture<HttpResponse<String>> parked =
        client.sendAsync(request, BodyHandlers.ofString());
    gateway.backend().awaitSubscribers("a", "longpoll", 1);
    CompletableFuture<Void> drain = CompletableFuture.runAsync(gateway::drain);
    HttpResponse<String> response = Await.value(parked);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(PollAnswer.read(response.body()).messages()).isEmpty();
    assertThat(PollAnswer.read(response.body()).cursor()).isEqualTo(seen.id());
    Await.value(drain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/topics/a?wait=0", "/v1/topics/a"})
  void refusesNewRequests(String target) {
    try (RawWebSocket stubborn = stubborn();
        RawConnection kept = RawConnection.to(gateway.publicAddress())) {
      kept.request("GET", "/v1/topics/a?wait=0");
      assertThat(kept.response().status()).isEqualTo(200);
      CompletableFuture<Void> drain = CompletableFuture.runAsync(gateway::drain);
      assertThat(stubborn.closeCode()).isEqualTo(1001);
      kept.request("GET", target);
      RawResponse response = kept.response();

      assertThat(Problem.of(response).status()).isEqualTo(503);
      assertThat(response.header("Retry-After")).matches("[0-9]+");
      assertThat(drain).isNotDone();
    }
  }

  @Test
  void isNotReadyWhileItDrains() {
    try (RawWebSocket stubborn = stubborn();
        RawConnection kept = RawConnection.to(gateway.internalAddress())) {
      kept.request("GET", "/health/ready");
      assertThat(kept.response().status()).isEqualTo(200);
      CompletableFuture<Void> drain = CompletableFuture.runAsync(gateway::drain);
      assertThat(stubborn.closeCode()).isEqualTo(1001);
      kept.request("GET", "/health/ready");

      assertThat(kept.response().status()).isEqualTo(503);
      assertThat(drain).isNotDone();
    }
  }

  @Test
  void deliversWhatWasPublishedBefore() {
    try (Subscriber subscriber = Mode.WS_JSON.subscribe(gateway.publicUrl(), List.of("a"), null)) {
      gateway.backend().publishNumbers("a", 1, 500);
      CompletableFuture<Void> drain = CompletableFuture.runAsync(gateway::drain);

      assertThat(subscriber.inbox().messages(500)).hasSize(500);
      assertThat(subscriber.inbox().next(Told.Ended.class).code()).isEqualTo(1001);
      Await.value(drain);
    }
  }

  @Test
  void isOverInTimeWhateverClientsDo() {
    try (RawWebSocket stubborn = stubborn()) {
      long begin = System.nanoTime();
      gateway.drain();

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(DRAIN.plusSeconds(2));
      assertThat(stubborn.closeCode()).isEqualTo(1001);
    }
  }

  @Test
  void isOverAtOnceWhereNobodyStays() {
    long begin = System.nanoTime();
    gateway.drain();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(DRAIN);
  }

  /** A client that neither answers the close frame nor goes away. */
  private RawWebSocket stubborn() {
    return RawWebSocket.open(RawConnection.to(gateway.publicAddress()), "/v1/topics/stubborn");
  }
}
