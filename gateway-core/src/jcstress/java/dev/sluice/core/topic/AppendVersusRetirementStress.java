package dev.sluice.core.topic;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.sluice.core.time.ManualClock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The first message in a long time comes to a topic that is about to be retired. Results: which
 * life took it; messages held in the topic's present life; topics counted.
 */
@JCStressTest
@Outcome(
    id = "1, 1, 1",
    expect = ACCEPTABLE,
    desc =
        "Appended first: the sweep saw that the topic is in use, or failed to seal behind the message.")
@Outcome(
    id = "2, 1, 1",
    expect = ACCEPTABLE,
    desc = "Retired first: the message was refused there, and began the next life.")
@State
public class AppendVersusRetirementStress {
  private final ManualClock clock = new ManualClock();
  private final TopicRegistry topics = Registries.registry(Registries.ROOMY, clock);

  public AppendVersusRetirementStress() {
    topics.topic("t");
    clock.advance(Registries.IDLE_TIMEOUT.plusNanos(1));
  }

  @Actor
  public void append(III_Result result) {
    result.r1 = (int) topics.append("t", Publications.ofSize(1)).topic().epoch();
  }

  @Actor
  public void retire() {
    topics.retireIdle();
  }

  @Arbiter
  public void held(III_Result result) {
    result.r2 = (int) topics.topic("t").heldMessages();
    result.r3 = topics.count();
  }
}
