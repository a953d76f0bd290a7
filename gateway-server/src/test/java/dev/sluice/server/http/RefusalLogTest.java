package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.Logged;
import dev.sluice.server.contract.harness.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Refusals are all counted, and told once a reason and interval. */
class RefusalLogTest {
  private final ManualClock clock = new ManualClock();
  private final List<String> counted = new ArrayList<>();
  private final RefusalLog log =
      new RefusalLog(refusal -> counted.add(refusal.label()), clock, Duration.ofMinutes(1));
  private final Logged logged = Logged.by(RefusalLog.class);

  @AfterEach
  void stop() {
    logged.close();
  }

  @Test
  void logsTheFirstOfAReasonAndCountsAll() {
    for (int i = 0; i < 3; i++) {
      log.onRefused(Refusal.SILENT);
      log.onRefused(Problem.badRequest("no " + i));
    }

    assertThat(counted).hasSize(6).containsOnly("silent", "bad-request");
    assertThat(logged.messages())
        .containsExactly(
            "refused: silent (and 0 times before this)",
            "refused: bad-request, no 0 (and 0 times before this)");
  }

  @Test
  void tellsInTheNextIntervalHowManyItLeftOut() {
    log.onRefused(Refusal.STALLED);
    log.onRefused(Refusal.STALLED);
    clock.advance(Duration.ofSeconds(59));
    log.onRefused(Refusal.STALLED);
    clock.advance(Duration.ofSeconds(1));
    log.onRefused(Refusal.STALLED);
    clock.advance(Duration.ofMinutes(1));
    log.onRefused(Refusal.STALLED);

    assertThat(logged.messages())
        .containsExactly(
            "refused: stalled (and 0 times before this)",
            "refused: stalled (and 2 times before this)",
            "refused: stalled (and 0 times before this)");
  }

  @Test
  void letsNoClientWriteLinesOfItsOwn() {
    log.onRefused(Problem.badRequest("a\r\nb\u001b\u00e4" + "x".repeat(1000)));

    String message = logged.messages().get(0);
    assertThat(message).startsWith("refused: bad-request, a??b??xxx").hasSizeLessThan(300);
  }
}
