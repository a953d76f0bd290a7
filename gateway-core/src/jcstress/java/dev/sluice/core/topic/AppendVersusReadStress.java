package dev.sluice.core.topic;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A reader that has seen offset 1 of a ring that holds 1 and 2, while 3 and 4 are appended. It gets
 * a run of messages from 2 on, or nothing, and can tell then that it was lapped; never a newer
 * message in the place of an older one.
 *
 * <p>Results: messages read; where there are none, whether {@code first()} is beyond (1) or not
 * (0).
 */
@JCStressTest
@Outcome(
    id = "1, 0",
    expect = ACCEPTABLE,
    desc = "Read offset 2: as far as the reader saw, nothing was appended yet.")
@Outcome(
    id = "2, 0",
    expect = ACCEPTABLE,
    desc = "Read 2 and 3: one was appended, and took the slot of 1.")
@Outcome(
    id = "0, 1",
    expect = ACCEPTABLE,
    desc = "Lapped: offset 2 was evicted for 4, and the oldest held says so.")
@State
public class AppendVersusReadStress {
  private final StressedRing stressed = new StressedRing(2, 1000, 2, 1);

  @Actor
  public void append() {
    stressed.append(1);
    stressed.append(1);
  }

  @Actor
  public void read(II_Result result) {
    result.r1 = stressed.readAfter(1);
    result.r2 = result.r1 == 0 && stressed.ring.first() > 2 ? 1 : 0;
  }
}
