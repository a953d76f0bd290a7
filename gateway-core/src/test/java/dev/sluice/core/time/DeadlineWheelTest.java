package dev.sluice.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineWheelTest {
  private static final long TICK = Duration.ofMillis(100).toNanos();

  private final ManualClock clock = new ManualClock();
  private final DeadlineWheel wheel = new DeadlineWheel(clock, TICK);
  private final List<String> passed = new ArrayList<>();

  @Test
  void passesOnceAndNeverEarly() {
    deadline("a").set(3 * TICK);

    advanceAndSweep(3 * TICK - 1);
    assertThat(passed).isEmpty();
    advanceAndSweep(1);
    assertThat(passed).containsExactly("a");
    advanceAndSweep(5000 * TICK);
    assertThat(passed).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 99_999_999, 100_000_000, 100_000_001, -5})
  void passesUpToATickLater(long nanos) {
    advanceAndSweep(TICK / 2);
    deadline("a").set(nanos);

    advanceAndSweep(Math.max(0, nanos) + TICK);

    assertThat(passed).containsExactly("a");
  }

  @Test
  void passesInTheOrderOfTicks() {
    deadline("c").set(30 * TICK);
    deadline("a").set(10 * TICK);
    deadline("b").set(20 * TICK);

    advanceAndSweep(40 * TICK);

    assertThat(passed).containsExactly("a", "b", "c");
  }

  @Test
  void isMovedBySettingItAgain() {
    Deadline deadline = deadline("a");
    deadline.set(10 * TICK);
    deadline.set(50 * TICK);
    advanceAndSweep(49 * TICK);
    assertThat(passed).isEmpty();

    deadline.set(TICK);
    advanceAndSweep(TICK);
    assertThat(passed).containsExactly("a");
  }

  @Test
  void doesNotPassOnceCleared() {
    Deadline cleared = deadline("cleared");
    cleared.clear();
    cleared.set(TICK);
    cleared.clear();
    cleared.clear();

    advanceAndSweep(3000 * TICK);

    assertThat(passed).isEmpty();
  }

  /** Neighbours in a bucket are linked with each other; each may go first. */
  @Test
  void letsAnyOfABucketGo() {
    for (int gone = 0; gone < 3; gone++) {
      passed.clear();
      List<Deadline> three = List.of(deadline("0"), deadline("1"), deadline("2"));
      three.forEach(deadline -> deadline.set(TICK));
      three.get(gone).clear();

      advanceAndSweep(TICK);

      assertThat(passed).hasSize(2).doesNotContain(String.valueOf(gone));
    }
  }

  @Test
  void anActionMaySetItselfAgain() {
    Deadline[] self = new Deadline[1];
    self[0] = wheel.deadline(() -> {
      passed.add("beat");
      self[0].set(10 * TICK);
    });
    self[0].set(10 * TICK);

    for (int i = 0; i < 100; i++) {
      advanceAndSweep(TICK);
    }

    assertThat(passed).hasSize(10);
  }

  @Test
  void anActionThatSetsItselfToNowPassesInTheNextSweep() {
    Deadline[] self = new Deadline[1];
    self[0] = wheel.deadline(() -> {
      passed.add("again");
      self[0].set(0);
    });
    self[0].set(0);

    advanceAndSweep(TICK);
    assertThat(passed).hasSize(1);
    advanceAndSweep(TICK);
    assertThat(passed).hasSize(2);
  }

  @Test
  void anActionMayClearOthersThatAreDueAtTheSameTime() {
    Deadline[] both = new Deadline[2];
    both[0] = wheel.deadline(() -> {
      passed.add("0");
      both[1].clear();
    });
    both[1] = wheel.deadline(() -> {
      passed.add("1");
      both[0].clear();
    });
    both[0].set(TICK);
    both[1].set(TICK);

    advanceAndSweep(TICK);

    assertThat(passed).hasSize(1);
  }

  @Test
  void anActionMayMoveOthersThatAreDueAtTheSameTime() {
    Deadline[] both = new Deadline[2];
    both[0] = wheel.deadline(() -> {
      passed.add("0");
      both[1].set(10 * TICK);
    });
    both[1] = wheel.deadline(() -> {
      passed.add("1");
      both[0].set(10 * TICK);
    });
    both[0].set(TICK);
    both[1].set(TICK);

    advanceAndSweep(TICK);
    assertThat(passed).hasSize(1);
    advanceAndSweep(9 * TICK);
    assertThat(passed).hasSize(1);
    advanceAndSweep(TICK);
    assertThat(passed).containsExactlyInAnyOrder("0", "1");
  }

  @Test
  void anActionThatFailsDoesNotKeepTheOthersFromPassing() {
    wheel
        .deadline(() -> {
          throw new IllegalStateException("on purpose");
        })
        .set(TICK);
    deadline("earlier").set(0);
    deadline("later").set(2 * TICK);
    clock.advance(Duration.ofNanos(3 * TICK));

    try {
      wheel.sweep();
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("on purpose");
    }
    advanceAndSweep(TICK);

    assertThat(passed).containsExactly("earlier", "later");
  }

  @Test
  void waitsForHorizonsBeyondTheWheel() {
    long day = Duration.ofDays(1).toNanos();
    deadline("day").set(day);
    deadline("lap").set(1024 * TICK);
    deadline("tick").set(TICK);

    for (int i = 0; i < 1024; i++) {
      advanceAndSweep(TICK);
    }
    assertThat(passed).containsExactly("tick", "lap");
    for (long at = 1024 * TICK + TICK; at < day; at += TICK) {
      advanceAndSweep(TICK);
    }
    assertThat(passed).hasSize(2);
    advanceAndSweep(TICK);
    assertThat(passed).containsExactly("tick", "lap", "day");
  }

  @Test
  void neverPassesAtTheEndOfTime() {
    advanceAndSweep(TICK);
    deadline("never").set(Long.MAX_VALUE);

    advanceAndSweep(Duration.ofDays(365).toNanos());

    assertThat(passed).isEmpty();
  }

  @Test
  void standsAJumpOfTheClock() {
    deadline("a").set(TICK);
    deadline("b").set(1500 * TICK);
    deadline("c").set(9000 * TICK);
    deadline("later").set(20_000 * TICK);

    advanceAndSweep(10_000 * TICK);
    assertThat(passed).containsExactlyInAnyOrder("a", "b", "c");

    deadline("next").set(TICK);
    advanceAndSweep(TICK);
    assertThat(passed).endsWith("next");
    advanceAndSweep(9999 * TICK);
    assertThat(passed).endsWith("later");
  }

  @Test
  void missesNoBucketInAJump() {
    for (int tick = 0; tick < 2048; tick++) {
      deadline(String.valueOf(tick)).set(tick * TICK);
    }

    advanceAndSweep(2048 * TICK);

    assertThat(passed).hasSize(2048);
  }

  /** Against a plain map: nothing early, nothing more than a tick late, nothing twice. */
  @Test
  void agreesWithAPlainMap() {
    Random random = new Random(5);
    Map<Integer, Long> due = new HashMap<>();
    List<Integer> now = new ArrayList<>();
    List<Deadline> deadlines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int number = i;
      deadlines.add(wheel.deadline(() -> now.add(number)));
    }
    long elapsed = 0;
    for (int step = 0; step < 20_000; step++) {
      int number = random.nextInt(deadlines.size());
      if (random.nextInt(4) == 0) {
        deadlines.get(number).clear();
        due.remove(number);
      } else {
        long nanos = (long) (random.nextDouble() * TICK * (random.nextInt(10) == 0 ? 3000 : 20));
        deadlines.get(number).set(nanos);
        due.put(number, elapsed + nanos);
      }
      if (random.nextInt(5) == 0) {
        long nanos = (long) (random.nextDouble() * TICK * (random.nextInt(50) == 0 ? 2500 : 3));
        elapsed += nanos;
        advanceAndSweep(nanos);
        assertPassed(due, now, elapsed);
      }
    }
  }

  private static void assertPassed(Map<Integer, Long> due, List<Integer> now, long elapsed) {
    assertThat(now).doesNotHaveDuplicates();
    for (int number : now) {
      assertThat(due.remove(number)).isLessThanOrEqualTo(elapsed);
    }
    now.clear();
    due.values().forEach(at -> assertThat(at).isGreaterThan(elapsed - TICK));
  }

  private Deadline deadline(String name) {
    return wheel.deadline(() -> passed.add(name));
  }

  private void advanceAndSweep(long nanos) {
    clock.advance(Duration.ofNanos(nanos));
    wheel.sweep();
  }
}
