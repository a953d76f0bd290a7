package dev.sluice.core.topic;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** The first array has eight slots; whoever needs a ninth copies it into a larger one. */
public class AppendVersusGrowthStress {
  /** Both need the ninth slot, and both copy. */
  @JCStressTest
  @Outcome(
      id = "9, 10, 10",
      expect = ACCEPTABLE,
      desc =
          "The first actor's message is the ninth, the second's the tenth; one copy won, and all ten are held.")
  @Outcome(
      id = "10, 9, 10",
      expect = ACCEPTABLE,
      desc =
          "The second actor's message is the ninth, the first's the tenth; one copy won, and all ten are held.")
  @State
  public static class AtTheBrim {
    private final StressedRing stressed = new StressedRing(100, 1000, 8, 1);

    @Actor
    public void first(III_Result result) {
      result.r1 = stressed.append(1);
    }

    @Actor
    public void second(III_Result result) {
      result.r2 = stressed.append(1);
    }

    @Arbiter
    public void held(III_Result result) {
      result.r3 = stressed.held();
    }
  }

  /** One takes the last slot, the other copies, perhaps before the first's step is finished. */
  @JCStressTest
  @Outcome(
      id = "8, 9, 9",
      expect = ACCEPTABLE,
      desc =
          "The first actor filled the array, the second replaced it and took the ninth; nothing was appended behind the copy's back.")
  @Outcome(
      id = "9, 8, 9",
      expect = ACCEPTABLE,
      desc =
          "The second actor filled the array, the first replaced it and took the ninth; nothing was appended behind the copy's back.")
  @State
  public static class OneBeforeTheBrim {
    private final StressedRing stressed = new StressedRing(100, 1000, 7, 1);

    @Actor
    public void first(III_Result result) {
      result.r1 = stressed.append(1);
    }

    @Actor
    public void second(III_Result result) {
      result.r2 = stressed.append(1);
    }

    @Arbiter
    public void held(III_Result result) {
      result.r3 = stressed.held();
    }
  }

  /** Growth by one, into the array that wraps. */
  @JCStressTest
  @Outcome(
      id = "9, 10, 9",
      expect = ACCEPTABLE,
      desc =
          "The first actor's message went into the ninth slot, the second's into that of offset 1; the nine newest are held.")
  @Outcome(
      id = "10, 9, 9",
      expect = ACCEPTABLE,
      desc =
          "The second actor's message went into the ninth slot, the first's into that of offset 1; the nine newest are held.")
  @State
  public static class ToTheLimit {
    private final StressedRing stressed = new StressedRing(9, 1000, 8, 1);

    @Actor
    public void first(III_Result result) {
      result.r1 = stressed.append(1);
    }

    @Actor
    public void second(III_Result result) {
      result.r2 = stressed.append(1);
    }

    @Arbiter
    public void held(III_Result result) {
      result.r3 = stressed.isExact() ? stressed.held() : StressedRing.WRONG;
    }
  }

  /** Who reads meanwhile sees the same messages in either array. */
  @JCStressTest
  @Outcome(
      id = "8, 10",
      expect = ACCEPTABLE,
      desc = "Read the eight that were there, from the old array or its copy.")
  @Outcome(id = "9, 10", expect = ACCEPTABLE, desc = "Read the ninth too, so from the copy.")
  @Outcome(id = "10, 10", expect = ACCEPTABLE, desc = "Read all ten, from the copy.")
  @State
  public static class WhileReading {
    private final StressedRing stressed = new StressedRing(100, 1000, 8, 1);

    @Actor
    public void append() {
      stressed.append(1);
      stressed.append(1);
    }

    @Actor
    public void read(II_Result result) {
      result.r1 = stressed.readAfter(0);
    }

    @Arbiter
    public void held(II_Result result) {
      result.r2 = stressed.held();
    }
  }

  /**
   * One producer on an empty ring, which may stall between its looks at the newest offset and at
   * the array, while another fills one array after the other and evicts all but the newest. Result:
   * the first's offset; whether the second's are others, and ascend; the newest offset.
   */
  @JCStressTest
  @Outcome(
      id = "([1-9]|1[0-9]|2[01]), 1, 21",
      expect = ACCEPTABLE,
      desc = "Each of 21 messages has an offset of its own, wherever the lone one came in between.")
  @State
  public static class OfTwoArraysSinceTheLastLook {
    private static final int MANY = 20;

    private final StressedRing stressed = new StressedRing(100, 1, 0, 1);
    private final int[] offsets = new int[MANY];

    @Actor
    public void one(III_Result result) {
      result.r1 = stressed.append(1);
    }

    @Actor
    public void many() {
      for (int i = 0; i < MANY; i++) {
        offsets[i] = stressed.append(1);
      }
    }

    @Arbiter
    public void compare(III_Result result) {
      boolean distinct = true;
      for (int i = 0; i < MANY; i++) {
        boolean ascends = i == 0 || offsets[i] > offsets[i - 1];
        distinct &= ascends && offsets[i] != result.r1;
      }
      result.r2 = distinct && stressed.isExact() ? 1 : 0;
      result.r3 = (int) stressed.ring.last();
    }
  }
}
