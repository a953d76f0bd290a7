package dev.sluice.core.fanout;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.sluice.core.fanout.StressedLoop.CountingSink;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A producer appends while the loop drains what came before. If the drain misses the message, the
 * loop must have been woken again; the arbiter goes on only where it was.
 */
public class LostWakeUpStress {
  /**
   * One lane: the producer moves {@code last} and looks at {@code dirty}, the drain clears
   * {@code dirty} and looks at {@code last}.
   */
  @JCStressTest
  @Outcome(
      id = "2",
      expect = ACCEPTABLE,
      desc =
          "The second message came with the drain that was under way, or with one that its wake-up brought.")
  @State
  public static class OfALane {
    private final StressedLoop loop = new StressedLoop();
    private final CountingSink sink = loop.subscribe("t", new CountingSink());

    public OfALane() {
      loop.crank();
      loop.publish("t");
    }

    @Actor
    public void publish() {
      loop.publish("t");
    }

    @Actor
    public void drain() {
      loop.turn();
    }

    @Arbiter
    public void settle(I_Result result) {
      loop.crank();
      result.r1 = sink.messages;
    }
  }

  /**
   * Two lanes: the producer puts the second in line and looks at {@code scheduled}, the drain
   * clears {@code scheduled} and looks at the line.
   */
  @JCStressTest
  @Outcome(
      id = "1, 1",
      expect = ACCEPTABLE,
      desc =
          "The second lane had its turn in the drain that was under way, or in one that its wake-up brought.")
  @State
  public static class OfTheLoop {
    private final StressedLoop loop = new StressedLoop();
    private final CountingSink first = loop.subscribe("first", new CountingSink());
    private final CountingSink second = loop.subscribe("second", new CountingSink());

    public OfTheLoop() {
      loop.crank();
      loop.publish("first");
    }

    @Actor
    public void publish() {
      loop.publish("second");
    }

    @Actor
    public void drain() {
      loop.turn();
    }

    @Arbiter
    public void settle(II_Result result) {
      loop.crank();
      result.r1 = first.messages;
      result.r2 = second.messages;
    }
  }

  /** The end of a topic wakes its lanes too: all are told at once. */
  @JCStressTest
  @Outcome(
      id = "1, 1",
      expect = ACCEPTABLE,
      desc = "The message was given out before the end was seen, and then the end was told.")
  @Outcome(
      id = "0, 1",
      expect = ACCEPTABLE,
      desc = "The end was seen before the message was given out; the notice tells of its loss.")
  @State
  public static class OfTheEndOfATopic {
    private final StressedLoop loop = new StressedLoop();
    private final CountingSink sink = loop.subscribe("t", new CountingSink());

    public OfTheEndOfATopic() {
      loop.crank();
      loop.publish("t");
    }

    @Actor
    public void delete() {
      loop.delete("t");
    }

    @Actor
    public void drain() {
      loop.turn();
    }

    @Arbiter
    public void settle(II_Result result) {
      loop.crank();
      result.r1 = sink.messages;
      result.r2 = sink.gaps;
    }
  }

  /** A lane that comes to a topic while it is appended to: it looks after it is listening. */
  @JCStressTest
  @Outcome(
      id = "1",
      expect = ACCEPTABLE,
      desc =
          "The message came before the lane listened, and the lane found it; or it came after, and the lane was told.")
  @State
  public static class OfANewLane {
    private final StressedLoop loop = new StressedLoop();
    private final CountingSink sink = new CountingSink();

    @Actor
    public void publish() {
      loop.publish("t");
    }

    @Actor
    public void subscribe() {
      loop.subscribe("t", sink);
    }

    @Arbiter
    public void settle(I_Result result) {
      loop.crank();
      result.r1 = sink.messages;
    }
  }
}
