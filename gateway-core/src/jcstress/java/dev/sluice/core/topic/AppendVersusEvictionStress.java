package dev.sluice.core.topic;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two producers that evict by bytes: each message is let go once, and accounted for once.
 *
 * <p>Results: messages held; whether the memory account is exactly their weight; how many are still
 * to be read that were evicted.
 */
public class AppendVersusEvictionStress {
  /** Ten bytes allowed and held; six come, and four. */
  @JCStressTest
  @Outcome(
      id = "2, 1, 0",
      expect = ACCEPTABLE,
      desc =
          "Six and four bytes in either order are what is allowed; the five and five before were let go.")
  @State
  public static class InOneArray {
    private final StressedRing stressed = new StressedRing(100, 10, 2, 5);

    @Actor
    public void six() {
      stressed.append(6);
    }

    @Actor
    public void four() {
      stressed.append(4);
    }

    @Arbiter
    public void account(III_Result result) {
      accountOf(stressed, result);
    }
  }

  /** A message that evicts all, and one that comes before or after it. */
  @JCStressTest
  @Outcome(
      id = "1, 1, 0",
      expect = ACCEPTABLE,
      desc =
          "The small one came first and was evicted by the large, or came second and evicted it: the newest alone is held.")
  @State
  public static class OfEverything {
    private final StressedRing stressed = new StressedRing(100, 10, 8, 1);

    @Actor
    public void large() {
      stressed.append(50);
    }

    @Actor
    public void small() {
      stressed.append(1);
    }

    @Arbiter
    public void account(III_Result result) {
      accountOf(stressed, result);
    }
  }

  /** One fills the array and evicts from it, while the other copies it. */
  @JCStressTest
  @Outcome(
      id = "7, 1, 0",
      expect = ACCEPTABLE,
      desc =
          "Seven bytes are allowed and held; the two that were evicted are let go in the copy too.")
  @State
  public static class FromAnArrayThatIsCopied {
    private final StressedRing stressed = new StressedRing(100, 7, 7, 1);

    @Actor
    public void first() {
      stressed.append(1);
    }

    @Actor
    public void second() {
      stressed.append(1);
    }

    @Arbiter
    public void account(III_Result result) {
      accountOf(stressed, result);
    }
  }

  /** One evicts by number, the other by bytes. */
  @JCStressTest
  @Outcome(
      id = "1, 1, 0",
      expect = ACCEPTABLE,
      desc =
          "The small one came first, and the large one evicted everything before it; or it came second, and evicted the large one.")
  @State
  public static class ByBothBounds {
    private final StressedRing stressed = new StressedRing(3, 10, 3, 1);

    @Actor
    public void large() {
      stressed.append(10);
    }

    @Actor
    public void small() {
      stressed.append(1);
    }

    @Arbiter
    public void account(III_Result result) {
      accountOf(stressed, result);
    }
  }

  private static void accountOf(StressedRing stressed, III_Result result) {
    result.r1 = stressed.held();
    result.r2 = stressed.isExact() ? 1 : 0;
    for (long evicted = 1; evicted < stressed.ring.first(); evicted++) {
      result.r3 += stressed.readAfter(evicted - 1);
    }
  }
}
