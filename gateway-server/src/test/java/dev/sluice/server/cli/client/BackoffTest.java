package dev.sluice.server.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final RandomGenerator LEAST = () -> 0;

  @Test
  void doublesUpToHalfAMinute() {
    Backoff backoff = new Backoff(LEAST);

    assertThat(millis(backoff, 9))
        .containsExactly(250L, 500L, 1000L, 2000L, 4000L, 8000L, 15_000L, 15_000L, 15_000L);
  }

  @Test
  void jittersBetweenHalfAndWhole() {
    List<Long> firsts = new SplittableRandom(1)
        .ints(1000)
        .mapToObj(seed -> millis(new Backoff(new SplittableRandom(seed)), 1).get(0))
        .toList();

    assertThat(firsts).allMatch(wait -> wait >= 250 && wait <= 500);
    assertThat(firsts.stream().distinct().count()).isGreaterThan(100);
  }

  @Test
  void beginsAnewAfterSuccess() {
    Backoff backoff = new Backoff(LEAST);
    millis(backoff, 5);

    backoff.reset();

    assertThat(millis(backoff, 2)).containsExactly(250L, 500L);
  }

  private static List<Long> millis(Backoff backoff, int count) {
    return Stream.generate(() -> backoff.next().toMillis()).limit(count).toList();
  }
}
