package dev.sluice.core.topic;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A producer and the end of a topic: the message is in this life, before its end, or refused.
 *
 * <p>Results: the offset that the producer got, 0 where it was refused; the newest offset as the
 * sealer saw it after the seal; bytes that are still accounted for.
 */
public class AppendVersusSealStress {
  /** With slots to spare. */
  @JCStressTest
  @Outcome(
      id = "4, 4, 0",
      expect = ACCEPTABLE,
      desc = "Appended, and sealed behind it: who reads up to the end has seen it.")
  @Outcome(
      id = "0, 3, 0",
      expect = ACCEPTABLE,
      desc = "Sealed first, so refused: it goes to the next life.")
  @State
  public static class InTheFirstArray {
    private final StressedRing stressed = new StressedRing(100, 1000, 3, 1);

    @Actor
    public void append(III_Result result) {
      result.r1 = stressed.append(1);
    }

    @Actor
    public void seal(III_Result result) {
      stressed.seal();
      result.r2 = (int) stressed.ring.last();
    }

    @Arbiter
    public void account(III_Result result) {
      result.r3 = (int) stressed.memory.heldBytes();
    }
  }

  /** Both need a slot that only the next array has. */
  @JCStressTest
  @Outcome(
      id = "9, 9, 0",
      expect = ACCEPTABLE,
      desc = "Appended to the copy, and sealed behind it.")
  @Outcome(id = "0, 8, 0", expect = ACCEPTABLE, desc = "The copy was sealed first, so refused.")
  @State
  public static class WhileItGrows {
    private final StressedRing stressed = new StressedRing(100, 1000, 8, 1);

    @Actor
    public void append(III_Result result) {
      result.r1 = stressed.append(1);
    }

    @Actor
    public void seal(III_Result result) {
      stressed.seal();
      result.r2 = (int) stressed.ring.last();
    }

    @Arbiter
    public void account(III_Result result) {
      result.r3 = (int) stressed.memory.heldBytes();
    }
  }

  /** The seal takes the slot of the oldest. */
  @JCStressTest
  @Outcome(
      id = "4, 4, 0",
      expect = ACCEPTABLE,
      desc = "Appended over offset 2, and sealed behind it over offset 3.")
  @Outcome(id = "0, 3, 0", expect = ACCEPTABLE, desc = "Sealed over offset 2 first, so refused.")
  @State
  public static class WhereItWraps {
    private final StressedRing stressed = new StressedRing(2, 1000, 3, 1);

    @Actor
    public void append(III_Result result) {
      result.r1 = stressed.append(1);
    }

    @Actor
    public void seal(III_Result result) {
      stressed.seal();
      result.r2 = (int) stressed.ring.last();
    }

    @Arbiter
    public void account(III_Result result) {
      result.r3 = (int) stressed.memory.heldBytes();
    }
  }

  /**
   * A sealer that may stall while a producer goes through several arrays. Results: whether all that
   * were appended came before all that were refused, up to the newest offset; bytes accounted for.
   */
  @JCStressTest
  @Outcome(
      id = "1, 0",
      expect = ACCEPTABLE,
      desc = "From some message on all were refused, and nothing is held.")
  @State
  public static class ThatComesLate {
    private static final int MANY = 20;

    private final StressedRing stressed = new StressedRing(100, 1, 1, 1);
    private final int[] offsets = new int[MANY];

    @Actor
    public void append() {
      for (int i = 0; i < MANY; i++) {
        offsets[i] = stressed.append(1);
      }
    }

    @Actor
    public void seal() {
      stressed.seal();
    }

    @Arbiter
    public void account(II_Result result) {
      int appended = (int) stressed.ring.last() - 1;
      boolean clean = true;
      for (int i = 0; i < MANY; i++) {
        clean &= offsets[i] == (i < appended ? i + 2 : 0);
      }
      result.r1 = clean ? 1 : 0;
      result.r2 = (int) stressed.memory.heldBytes();
    }
  }

  /**
   * A reader of the end of a topic, as it is sealed: it gets the last message, or sees that it was
   * lapped. Results: messages read; where there are none, whether {@code first()} is beyond.
   */
  @JCStressTest
  @Outcome(
      id = "1, 0",
      expect = ACCEPTABLE,
      desc = "Read the last message, before the seal or as it came.")
  @Outcome(
      id = "0, 1",
      expect = ACCEPTABLE,
      desc = "The message was let go with the topic, and the oldest held says so.")
  @State
  public static class WhileReading {
    private final StressedRing stressed = new StressedRing(1, 1000, 3, 1);

    @Actor
    public void seal() {
      stressed.seal();
    }

    @Actor
    public void read(II_Result result) {
      result.r1 = stressed.readAfter(2);
      result.r2 = result.r1 == 0 && stressed.ring.first() > 3 ? 1 : 0;
    }
  }
}
