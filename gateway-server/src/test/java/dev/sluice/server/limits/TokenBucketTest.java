package dev.sluice.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.time.Rate;
import dev.sluice.server.contract.harness.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much a bucket gives, by a clock that is advanced by hand. */
class TokenBucketTest {
  private static final Rate TEN = Rate.perSecond(10);
  private static final Duration BURST = Duration.ofSeconds(5);

  private final ManualClock clock = new ManualClock();
  private final TokenBucket bucket = new TokenBucket(clock.nanoTime());

  @Test
  void givesTheBurstAtOnceAndThenTheRate() {
    assertThat(taken(TEN, BURST, 100)).isEqualTo(50);
    for (int second = 0; second < 3; second++) {
      clock.advance(Duration.ofSeconds(1));
      assertThat(taken(TEN, BURST, 100)).isEqualTo(10);
    }
  }

  @Test
  void savesUpNoMoreThanTheBurst() {
    taken(TEN, BURST, 100);
    clock.advance(Duration.ofHours(1));

    assertThat(taken(TEN, BURST, 100)).isEqualTo(50);
  }

  @Test
  void tellsWhenToComeBackToTheNanosecond() {
    taken(TEN, BURST, 50);
    long wait = take(TEN, BURST, 1);
    assertThat(wait).isEqualTo(Duration.ofMillis(100).toNanos());

    clock.advance(Duration.ofNanos(wait - 1));
    assertThat(take(TEN, BURST, 1)).isEqualTo(1);
    clock.advance(Duration.ofNanos(1));
    assertThat(take(TEN, BURST, 1)).isZero();
  }

  @Test
  void givesOneAtLeastHoweverShortTheBurst() {
    Rate sixAMinute = new Rate(6, Duration.ofMinutes(1));
    assertThat(taken(sixAMinute, Duration.ofMillis(1), 3)).isEqualTo(1);
    clock.advance(Duration.ofSeconds(9));
    assertThat(taken(sixAMinute, Duration.ofMillis(1), 3)).isZero();
    clock.advance(Duration.ofSeconds(1));

    assertThat(taken(sixAMinute, Duration.ofMillis(1), 3)).isEqualTo(1);
  }

  @Test
  void givesMoreThanTheBurstToWhoHasWaitedLongEnough() {
    assertThat(take(TEN, BURST, 1000)).isZero();
    assertThat(take(TEN, BURST, 1)).isEqualTo(Duration.ofMillis(95_100).toNanos());
    clock.advance(Duration.ofSeconds(100));

    assertThat(take(TEN, BURST, 1000)).isZero();
  }

  @Test
  void takesBackWhatWasNotUsed() {
    taken(TEN, BURST, 50);
    bucket.giveBack(TEN, 3);

    assertThat(taken(TEN, BURST, 10)).isEqualTo(3);
  }

  @Test
  void isFullAgainWhenAllThatWasTakenIsPaidFor() {
    assertThat(bucket.isFull(clock.nanoTime())).isTrue();
    taken(TEN, BURST, 10);
    clock.advance(Duration.ofMillis(999));
    assertThat(bucket.isFull(clock.nanoTime())).isFalse();
    clock.advance(Duration.ofMillis(1));

    assertThat(bucket.isFull(clock.nanoTime())).isTrue();
  }

  @Test
  void goesByTheRateOfTheMoment() {
    taken(TEN, BURST, 50);

    assertThat(take(Rate.perSecond(20), BURST, 1))
        .isEqualTo(Duration.ofMillis(50).toNanos());
  }

  @Test
  void countsLargeAmountsToo() {
    Rate rate = Rate.perSecond(1L << 30);
    Duration burst = Duration.ofSeconds(1);
    for (int i = 0; i < 4; i++) {
      assertThat(take(rate, burst, 256 << 20)).isZero();
    }
    assertThat(take(rate, burst, 256 << 20)).isEqualTo(Duration.ofMillis(250).toNanos());
  }

  @Test
  void givesNoMoreToManyAtATime() {
    long now = clock.nanoTime();
    AtomicInteger given = new AtomicInteger();
    CompletableFuture<?>[] takers = IntStream.range(0, 4)
        .mapToObj(taker -> CompletableFuture.runAsync(() -> {
          for (int i = 0; i < 10_000; i++) {
            given.addAndGet(
                bucket.tryTake(Rate.perSecond(1000), BURST.toNanos(), 1, now) == 0 ? 1 : 0);
          }
        }))
        .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(takers).join();

    assertThat(given).hasValue(5000);
  }

  private int taken(Rate rate, Duration burst, int attempts) {
    int taken = 0;
    for (int i = 0; i < attempts; i++) {
      taken += take(rate, burst, 1) == 0 ? 1 : 0;
    }
    return taken;
  }

  private long take(Rate rate, Duration burst, long count) {
    return bucket.tryTake(rate, burst.toNanos(), count, clock.nanoTime());
  }
}
