package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawResponse;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** At a bound the answer is clear, and what is being served stays unharmed. */
@ContractTest
class LimitsTest {
  @Test
  void refusesOneConnectionTooMany() {
    Settings settings = Settings.defaults().set("sluice.limits.connections", "3");
    List<Subscriber> subscribers = new ArrayList<>();
    try (Gateway gateway = Gateway.start(settings)) {
      for (Mode mode : List.of(Mode.WS_RAW, Mode.SSE_RAW, Mode.STREAM)) {
        subscribers.add(mode.subscribe(gateway.publicUrl(), List.of("a"), null));
      }
      try (RawConnection tooMany = RawConnection.to(gateway.publicAddress())) {
        RawResponse response = ask(tooMany);
        assertThat(Problem.of(response).status()).isEqualTo(503);
        assertThat(response.header("Retry-After")).matches("[0-9]+");
        assertThat(tooMany.untilClosed()).isEmpty();
      }
      gateway.backend().publish("a", "unharmed");
      for (Subscriber subscriber : subscribers) {
        assertThat(subscriber.inbox().message().text()).isEqualTo("unharmed");
      }
      subscribers.get(0).close();
      Await.until("there is room again", () -> {
        try (RawConnection another = RawConnection.to(gateway.publicAddress())) {
          return ask(another).status() == 200;
        }
      });
    } finally {
      subscribers.forEach(Subscriber::close);
    }
  }

  private static RawResponse ask(RawConnection connection) {
    connection.request("GET", "/v1/topics/a?wait=0", "Connection: close");
    return connection.response();
  }

  @Test
  void refusesAnIdempotencyKeyTooMany() {
    Settings settings = Settings.defaults().set("sluice.limits.idempotency-keys", "2");
    try (Gateway gateway = Gateway.start(settings)) {
      Published first = Published.read(publish(gateway, "1").body());
      publish(gateway, "2");
      HttpResponse<String> refused = publish(gateway, "3");

      assertThat(Problem.of(refused).status()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(Published.read(publish(gateway, "1").body())).isEqualTo(first);
      gateway.clock().advance(Duration.ofMinutes(6));
      assertThat(publish(gateway, "3").statusCode()).isEqualTo(201);
    }
  }

  private static HttpResponse<String> publish(Gateway gateway, String key) {
    return Http.post(gateway.backend().topicUrl("a"), "text", "Idempotency-Key", key);
  }

  @Test
  void refusesTooManyTopicsInOneRequest() {
    Settings settings = Settings.defaults().set("sluice.limits.topics-per-publish", "2");
    try (Gateway gateway = Gateway.start(settings)) {
      HttpResponse<String> refused = Http.post(
          gateway.internalUrl().resolve("/v1/publish"),
          "{\"topics\":[\"a\",\"b\",\"c\"],\"data\":1}",
          "Content-Type",
          "application/json");

      assertThat(Problem.of(refused).status()).isIn(400, 413);
      assertThat(Problem.of(refused).detail()).contains("2");
      assertThat(Http.get(gateway.backend().topicUrl("a")).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void tellsAGapWhereBytesAreTheBound() {
    Settings settings = Settings.defaults()
        .set("sluice.limits.message-bytes", "1000B")
        .set("sluice.topics.max-bytes", "1000B");
    try (Gateway gateway = Gateway.start(settings)) {
      Published seen = gateway.backend().publish("a", "seen");
      for (int i = 1; i <= 5; i++) {
        gateway.backend().publish("a", i + "x".repeat(399));
      }
      try (Subscriber subscriber =
          Mode.STREAM.subscribe(gateway.publicUrl(), List.of("a"), seen.id())) {
        assertThat(subscriber.inbox().gap().missed()).isEqualTo(3);
        assertThat(subscriber.inbox().message().text()).startsWith("4x");
        assertThat(subscriber.inbox().message().text()).startsWith("5x");
      }
    }
  }

  @Test
  void refusesToHoldMoreThanAllTopicsMay() {
    Settings settings = Settings.defaults()
        .set("sluice.topics.max-bytes", "32KiB")
        .set("sluice.topics.max-total-bytes", "64KiB");
    try (Gateway gateway = Gateway.start(settings);
        Subscriber subscriber = Mode.WS_RAW.subscribe(gateway.publicUrl(), List.of("a"), null)) {
      byte[] data = new byte[30_000];
      int status = 201;
      int taken = 0;
      for (int i = 0; i < 10 && status == 201; i++) {
        HttpResponse<String> response =
            gateway.backend().post("topic-" + i, data, "application/octet-stream");
        status = response.statusCode();
        taken++;
      }
      assertThat(status).isEqualTo(503);
      assertThat(taken).isBetween(2, 4);
      gateway.backend().delete("topic-0");
      gateway.backend().publish("a", "room again");
      assertThat(subscriber.inbox().message().text()).isEqualTo("room again");
    }
  }
}
