package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.StormSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Many publish, many listen over everything at once, some come and go: nothing goes wrong. */
@ContractTest
class StormTest {
  private static final int PUBLISHERS = 4;
  private static final int MESSAGES_EACH = 2500;
  private static final int LINES = 50;
  private static final int SUBSCRIBERS = 200;
  private static final int READERS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(50);
  private static final int MODES = Mode.values().length;

  @Test
  void givesEveryMessageOnceAndInOrderWhereAllAreHeld() {
    Settings settings = Settings.defaults()
        .set("sluice.topics.max-messages", "20000")
        .set("sluice.topics.max-bytes", "16MiB");
    run(settings, false);
  }

  @Test
  void accountsForEveryMessageWhereFewAreHeld() {
    run(Settings.defaults().set("sluice.topics.max-messages", "200"), true);
  }

  private static void run(Settings settings, boolean mayMiss) {
    ExecutorService threads = Executors.newFixedThreadPool(PUBLISHERS + READERS);
    List<StormSubscriber> subscribers = new ArrayList<>();
    try (Gateway gateway = Gateway.start(settings)) {
      for (int i = 0; i < SUBSCRIBERS; i++) {
        Mode mode = Mode.values()[i % MODES];
        boolean restless = i / MODES % 8 == 0 && mode.tellsCursors();
        subscribers.add(new StormSubscriber(gateway, "storm", mode, restless));
      }
      List<CompletableFuture<Void>> publishing = new ArrayList<>();
      for (int i = 0; i < PUBLISHERS; i++) {
        int publisher = i;
        publishing.add(CompletableFuture.runAsync(() -> publish(gateway, publisher), threads));
      }
      List<CompletableFuture<Void>> reading = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        List<StormSubscriber> share =
            subscribers.subList(i * SUBSCRIBERS / READERS, (i + 1) * SUBSCRIBERS / READERS);
        reading.add(CompletableFuture.runAsync(() -> read(share), threads));
      }
      Await.until("all is published", PATIENCE, () -> publishing.stream().allMatch(Future::isDone));
      publishing.forEach(Await::value);
      gateway.backend().publish("storm", "end");
      Await.until(
          "all have seen the end", PATIENCE, () -> reading.stream().allMatch(Future::isDone));
      reading.forEach(Await::value);
      for (StormSubscriber subscriber : subscribers) {
        subscriber.check(PUBLISHERS, MESSAGES_EACH, mayMiss);
      }
      assertThat(orders(subscribers)).isLessThanOrEqualTo(1);
    } finally {
      subscribers.forEach(StormSubscriber::close);
      threads.shutdownNow();
    }
  }

  /** How many different orders those saw who missed nothing. */
  private static long orders(List<StormSubscriber> subscribers) {
    return subscribers.stream()
        .filter(StormSubscriber::missedNothing)
        .map(StormSubscriber::received)
        .distinct()
        .count();
  }

  private static void read(List<StormSubscriber> share) {
    List<StormSubscriber> listening = new ArrayList<>(share);
    while (!listening.isEmpty()) {
      listening.removeIf(StormSubscriber::isOver);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Numbers that tell the publisher too. */
  private static void publish(Gateway gateway, int publisher) {
    for (int first = 0; first < MESSAGES_EACH; first += LINES) {
      int from = publisher * MESSAGES_EACH + first;
      gateway.backend().publishNumbers("storm", from, from + LINES - 1);
    }
  }
}
