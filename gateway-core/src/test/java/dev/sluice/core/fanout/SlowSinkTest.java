package dev.sluice.core.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.metrics.GapReason;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sink that takes nothing costs nothing, holds up nobody, and loses nothing silently. */
class SlowSinkTest {
  private final FanoutScene scene = FanoutScene.holding(10);
  private final RecordingSink slow = scene.sink();

  @AfterEach
  void everyBatchWasReleased() {
    assertThat(scene.ws.unreleased()).isZero();
  }

  @Test
  void getsNothingWhileOthersGetEverything() {
    List<RecordingSink> before = scene.crowd("t", "latest", 3);
    Subscription<String> subscription = scene.subscribe("t", "latest", slow);
    List<RecordingSink> behind = scene.crowd("t", "latest", 3);
    slow.writable = false;

    scene.publishAndCrank("t", 4);
    scene.publishAndCrank("t", 4);

    assertThat(slow.events).isEmpty();
    assertThat(subscription.state).isEqualTo(Subscription.State.BLOCKED);
    assertThat(subscription.position().offset()).isZero();
    before.forEach(sink -> assertThat(sink.offsets()).hasSize(8));
    behind.forEach(sink -> assertThat(sink.offsets()).hasSize(8));
    assertThat(scene.metrics.blocked).isEqualTo(1);
  }

  @Test
  void isInNoListWhileItIsBlocked() {
    Subscription<String> subscription = scene.subscribe("t", "latest", slow);
    slow.writable = false;
    scene.publishAndCrank("t", 1);

    scene.publishAndCrank("t", 100);

    assertThat(scene.ws.encodes).as("nobody is in step any more").isEqualTo(1);
    assertThat(subscription.state).isEqualTo(Subscription.State.BLOCKED);
    assertThat(scene.executor.isIdle()).isTrue();
  }

  @Test
  void goesOnWhereItWasWhenItIsWritableAgain() {
    scene.crowd("t", "latest", 1);
    Subscription<String> subscription = scene.subscribe("t", "latest", slow);
    scene.publishAndCrank("t", 2);
    slow.writable = false;
    scene.publishAndCrank("t", 5);

    slow.writable = true;
    subscription.onWritable();
    assertThat(scene.metrics.blocked).isZero();
    scene.executor.crank();
    scene.publishAndCrank("t", 1);

    assertThat(slow.gaps).isEmpty();
    assertThat(slow.offsets()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(subscription.state).isEqualTo(Subscription.State.IN_STEP);
  }

  @Test
  void isInStepAtOnceWhereItMissedNothing() {
    scene.publish("t", 1);
    Subscription<String> subscription = scene.subscribe("t", "earliest", slow);
    slow.writable = false;
    scene.executor.crank();
    slow.writable = true;
    subscription.onWritable();
    scene.executor.crank();
    slow.writable = false;
    subscription.onWritable(); // it was not blocked

    assertThat(subscription.state).isEqualTo(Subscription.State.IN_STEP);
    assertThat(slow.offsets()).containsExactly(1L);
  }

  @Test
  void isToldExactlyWhatItMissed() {
    RecordingSink fast = scene.crowd("t", "latest", 1).get(0);
    Subscription<String> subscription = scene.subscribe("t", "latest", slow);
    scene.publishAndCrank("t", 2);
    slow.writable = false;
    for (int i = 0; i < 10; i++) {
      scene.publishAndCrank("t", 7);
    }

    slow.writable = true;
    subscription.onWritable();
    scene.executor.crank();

    assertThat(slow.gaps).hasSize(1);
    Gap gap = slow.gaps.get(0);
    assertThat(gap.reason()).isEqualTo(GapReason.OVERRUN);
    assertThat(gap.from()).isEqualTo(scene.topic("t").position(2));
    assertThat(gap.to()).isEqualTo(scene.topic("t").position(62));
    assertThat(gap.missed()).isEqualTo(60);
    assertThat(slow.offsets().size() + gap.missed()).isEqualTo(72);
    assertThat(slow.offsets())
        .containsExactlyElementsOf(
            LongStream.concat(LongStream.of(1, 2), LongStream.rangeClosed(63, 72))
                .boxed()
                .toList());
    assertThat(fast.offsets()).hasSize(72);
    assertThat(scene.metrics.gaps).containsEntry(GapReason.OVERRUN, 1);
  }

  @Test
  void isBlockedWhereItFallsBehindWhileItCatchesUp() {
    scene.publish("t", 5);
    Subscription<String> subscription = scene.subscribe("t", "earliest", slow);
    slow.writable = false;

    scene.executor.crank();

    assertThat(subscription.state).isEqualTo(Subscription.State.BLOCKED);
    assertThat(slow.events).isEmpty();
    slow.writable = true;
    subscription.onWritable();
    scene.executor.crank();
    assertThat(slow.offsets()).hasSize(5);
  }

  @Test
  void isBlockedBetweenTheGapAndTheMessages() {
    scene.publish("t", 25);
    slow.reacting(s -> slow.writable = false);
    Subscription<String> subscription = scene.subscribe("t", scene.topic("t").position(3), slow);

    scene.executor.crank();
    assertThat(slow.events).containsExactly("gap 1/15");
    assertThat(subscription.state).isEqualTo(Subscription.State.BLOCKED);

    slow.writable = true;
    subscription.onWritable();
    scene.executor.crank();
    assertThat(slow.offsets()).hasSize(10);
    assertThat(slow.gaps).hasSize(1);
  }

  @Test
  void isNoLongerCountedAsBlockedOnceCancelled() {
    Subscription<String> subscription = scene.subscribe("t", "latest", slow);
    slow.writable = false;
    scene.publishAndCrank("t", 1);

    subscription.cancel();
    subscription.onWritable();

    assertThat(scene.metrics.blocked).isZero();
  }

  /** Unblocked between two turns of one distribution, before its own turn to get the batch. */
  @Test
  void missesNothingWhereItIsWritableAgainInTheMiddleOfADistribution() {
    List<RecordingSink> crowd = scene.crowd("t", "latest", 1500);
    Subscription<String> subscription = scene.subscribe("t", "latest", slow);
    scene.executor.crank();
    scene.publish("t", 1);
    scene.executor.turn();
    assertThat(crowd.get(0).offsets()).hasSize(1);
    assertThat(slow.offsets()).isEmpty();

    slow.writable = false;
    scene.executor.turn();
    slow.writable = true;
    subscription.onWritable();
    scene.executor.crank();

    assertThat(slow.offsets()).containsExactly(1L);
    crowd.forEach(sink -> assertThat(sink.offsets()).containsExactly(1L));
  }
}
