package dev.sluice.core.topic;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two producers at one slot: one of them takes it, the other takes the next. */
public class AppendVersusAppendStress {
  /** In the first array, and nothing in it. */
  @JCStressTest
  @Outcome(
      id = "1, 2, 2",
      expect = ACCEPTABLE,
      desc = "The first actor took offset 1, the second saw it and took 2; both are held.")
  @Outcome(
      id = "2, 1, 2",
      expect = ACCEPTABLE,
      desc = "The second actor took offset 1, the first saw it and took 2; both are held.")
  @State
  public static class OfAnEmptyRing {
    private final StressedRing stressed = new StressedRing(100, 1000, 0, 1);

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

  /** In the array that wraps: each evicts the oldest, and takes its slot. */
  @JCStressTest
  @Outcome(
      id = "3, 4, 2",
      expect = ACCEPTABLE,
      desc = "The first actor overwrote offset 1, the second offset 2; the two newest are held.")
  @Outcome(
      id = "4, 3, 2",
      expect = ACCEPTABLE,
      desc = "The second actor overwrote offset 1, the first offset 2; the two newest are held.")
  @State
  public static class OfAFullRing {
    private final StressedRing stressed = new StressedRing(2, 1000, 2, 1);

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

  /** One slot only: the second must evict what the first has just appended. */
  @JCStressTest
  @Outcome(
      id = "2, 3, 1",
      expect = ACCEPTABLE,
      desc =
          "The first actor overwrote offset 1, the second what the first had appended; it alone is held.")
  @Outcome(
      id = "3, 2, 1",
      expect = ACCEPTABLE,
      desc =
          "The second actor overwrote offset 1, the first what the second had appended; it alone is held.")
  @State
  public static class OfARingOfOne {
    private final StressedRing stressed = new StressedRing(1, 1000, 1, 1);

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
}
