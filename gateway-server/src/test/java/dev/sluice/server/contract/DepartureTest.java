package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order in which a gateway goes away; time is advanced by hand. */
@ContractTest
class DepartureTest {
  private static final Duration TICK = Duration.ofMillis(100);

  private final Gateway gateway = Gateway.start(Settings.defaults()
      .set("sluice.event-loops", "1")
      .set("sluice.drain", "10s")
      .set("sluice.drain-delay", "15s"));
  private CompletableFuture<Void> drain = CompletableFuture.completedFuture(null);

  @AfterEach
  void stop() {
    advanceUntilGone();
  }

  @Test
  void servesAsEverUntilBalancersHaveNoticed() {
    begin();
    gateway.clock().advance(Duration.ofSeconds(14));

    try (Subscriber subscriber = Mode.WS_RAW.subscribe(gateway.publicUrl(), List.of("a"), null)) {
      gateway.backend().publish("a", "as ever");
      assertThat(subscriber.inbox().message().text()).isEqualTo("as ever");
      assertThat(Http.get(gateway.publicUrl().resolve("/v1/topics/a?wait=0")).statusCode())
          .isEqualTo(200);
      assertThat(drain).isNotDone();
      gateway.clock().advance(Duration.ofSeconds(1));
      CompletableFuture<Told.Ended> end = CompletableFuture.supplyAsync(subscriber.inbox()::end);
      Await.until("its turn has come", () -> {
        gateway.clock().advance(TICK);
        return end.isDone();
      });
      assertThat(Await.value(end).code()).isEqualTo(1001);
    }
    Await.until("nobody is let in any more", () -> !mayConnect());
  }

  @Test
  void asksOneAfterTheOther() {
    List<Subscriber> subscribers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      subscribers.add(Mode.WS_RAW.subscribe(gateway.publicUrl(), List.of("a"), null));
    }
    begin();
    gateway.clock().advance(Duration.ofSeconds(15));

    for (int left = 2; left > 0; left--) {
      int expected = left;
      Await.until(left + " are left", () -> open() == expected);
      gateway.clock().advance(TICK);
    }
    for (Subscriber subscriber : subscribers) {
      assertThat(subscriber.inbox().end().code()).isEqualTo(1001);
      subscriber.close();
    }
  }

  private double open() {
    return gateway.backend().metrics().sum("sluice_connections", "transport=\"ws\"");
  }

  private void begin() {
    drain = CompletableFuture.runAsync(gateway::drain);
    Await.until("it is not ready", () -> ready() == 503);
  }

  private int ready() {
    return Http.get(gateway.internalUrl().resolve("/health/ready")).statusCode();
  }

  private boolean mayConnect() {
    try {
      RawConnection.to(gateway.publicAddress()).close();
      return true;
    } catch (UncheckedIOException refused) {
      return false;
    }
  }

  private void advanceUntilGone() {
    CompletableFuture<Void> over =
        drain.isDone() ? CompletableFuture.runAsync(gateway::drain) : drain;
    Await.until("it has gone", () -> {
      gateway.clock().advance(Duration.ofSeconds(1));
      return over.isDone();
    });
  }
}
