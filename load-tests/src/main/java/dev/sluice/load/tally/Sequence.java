package dev.sluice.load.tally;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * One source's numbers as one subscriber sees them: what is missing, came twice, or came too late.
 * One thread at a time.
 *
 * <p>A number lower than expected is late where it was counted as missing before, else it came
 * twice. So holes are remembered; a run with more of them than the bound has failed anyway.
 */
final class Sequence {
  private static final int HOLES = 64;

  private record Hole(long from, long to) {}

  private final Deque<Hole> holes = new ArrayDeque<>(0);
  private long next = -1;
  private long missing;
  private long duplicates;
  private long late;

  void onNumber(long number) {
    if (number == next) {
      next++;
    } else if (next < 0) {
      next = number + 1;
    } else if (number > next) {
      open(number);
    } else {
      back(number);
    }
  }

  private void open(long number) {
    missing += number - next;
    if (holes.size() == HOLES) {
      holes.removeFirst();
    }
    holes.addLast(new Hole(next, number));
    next = number + 1;
  }

  private void back(long number) {
    for (Iterator<Hole> each = holes.iterator(); each.hasNext(); ) {
      Hole hole = each.next();
      if (number >= hole.from() && number < hole.to()) {
        each.remove();
        keep(hole.from(), number);
        keep(number + 1, hole.to());
        missing--;
        late++;
        return;
      }
    }
    duplicates++;
  }

  private void keep(long from, long to) {
    if (from < to) {
      holes.addLast(new Hole(from, to));
    }
  }

  /** The history is another one: how much of the old one was missed, nobody knows. */
  void restart() {
    next = -1;
    holes.clear();
  }

  long missing() {
    return missing;
  }

  long duplicates() {
    return duplicates;
  }

  long late() {
    return late;
  }
}
