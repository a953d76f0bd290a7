package dev.sluice.load.tally;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SequenceTest {
  private final Sequence sequence = new Sequence();

  private void see(long... numbers) {
    for (long number : numbers) {
      sequence.onNumber(number);
    }
  }

  private void assertSeen(long missing, long duplicates, long late) {
    assertThat(sequence.missing()).as("missing").isEqualTo(missing);
    assertThat(sequence.duplicates()).as("duplicates").isEqualTo(duplicates);
    assertThat(sequence.late()).as("late").isEqualTo(late);
  }

  @Test
  void beginsAnywhereAndGoesOnFromThere() {
    see(7, 8, 9);

    assertSeen(0, 0, 0);
  }

  @Test
  void countsEachMissingNumber() {
    see(0, 1, 5, 6, 9);

    assertSeen(5, 0, 0);
  }

  @Test
  void tellsTwiceFromLate() {
    see(0, 1, 4, 2, 4, 2);

    assertSeen(1, 2, 1);
  }

  @Test
  void splitsAHoleThatIsFilledInTheMiddle() {
    see(0, 10, 5, 4, 6, 5);

    assertSeen(6, 1, 3);
  }

  @Test
  void forgetsWhatWasBeforeAnotherHistory() {
    see(0, 1, 2);
    sequence.restart();
    see(50, 51);

    assertSeen(0, 0, 0);
  }

  @Test
  void countsOnWhenThereAreMoreHolesThanItRemembers() {
    for (long number = 0; number < 1000; number += 2) {
      see(number);
    }

    assertSeen(499, 0, 0);
  }
}
