package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.ManyClients;
import dev.sluice.server.contract.harness.ManyClients.End;
import dev.sluice.server.contract.harness.ManyClients.Kind;
import dev.sluice.server.contract.harness.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Ten thousand clients of a gateway that goes away, by the machine's clock: each is told, none is
 * cut off, and they are told one after the other. Takes a quarter of a minute, so it runs with the
 * suites that take long.
 */
@Tag("conformance")
@Timeout(120)
class DepartureOfManyTest {
  private static final int CLIENTS = 10_000;
  private static final Duration DRAIN = Duration.ofSeconds(10);
  private static final Duration SPREAD = DRAIN.dividedBy(2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void tellsEachInTimeAndOneAfterTheOther() {
    Settings settings = Settings.defaults()
        .set("sluice.drain", DRAIN.toSeconds() + "s")
        .set("sluice.long-poll.max-wait", "1h")
        .set("sluice.heartbeat", "1h");
    try (Gateway gateway = Gateway.startOnSystemClock(settings);
        ManyClients clients = ManyClients.start(gateway.publicAddress(), CLIENTS)) {
      Await.until("all listen", PATIENCE, () -> listening(gateway) == CLIENTS);
      long begin = System.nanoTime();
      CompletableFuture<Void> drain = CompletableFuture.runAsync(gateway::drain);
      List<End> ends = clients.ends();
      Await.value(drain);

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(DRAIN);
      assertThat(ends).hasSize(CLIENTS).allMatch(End::good);
      assertThat(countsByKind(ends)).hasSize(Kind.values().length).containsValue(CLIENTS / 4L);
      assertThat(lastMinusFirst(ends)).isGreaterThan(SPREAD.multipliedBy(3).dividedBy(4));
      assertThat(mostInASecond(ends)).isLessThan(CLIENTS / SPREAD.toSeconds() * 2);
    }
  }

  private static double listening(Gateway gateway) {
    return gateway.backend().metrics().sum("sluice_connections", "transport=");
  }

  private static Map<Kind, Long> countsByKind(List<End> ends) {
    return ends.stream().collect(Collectors.groupingBy(End::kind, Collectors.counting()));
  }

  private static Duration lastMinusFirst(List<End> ends) {
    long first = ends.stream().mapToLong(End::millis).min().orElseThrow();
    long last = ends.stream().mapToLong(End::millis).max().orElseThrow();
    return Duration.ofMillis(last - first);
  }

  private static long mostInASecond(List<End> ends) {
    long first = ends.stream().mapToLong(End::millis).min().orElseThrow();
    return ends.stream()
        .collect(Collectors.groupingBy(end -> (end.millis() - first) / 1000, Collectors.counting()))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .max()
        .orElseThrow();
  }
}
