package dev.sluice.core.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.topic.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a subscription begins, and how it comes into step. */
class SubscribeTest {
  private final FanoutScene scene = FanoutScene.holding(10);
  private final RecordingSink sink = scene.sink();

  @ParameterizedTest
  @CsvSource({"latest, 26", "earliest, 16", "-1, 25", "-3, 23", "-10, 16", "-11, 16"})
  void beginsWhereItsCursorSays(String cursor, long firstSeen) {
    scene.publish("t", 25);
    Subscription<String> subscription = scene.subscribe("t", cursor, sink);
    scene.executor.crank();
    scene.publishAndCrank("t", 1);

    assertThat(sink.gaps).isEmpty();
    assertThat(sink.offsets().get(0)).isEqualTo(firstSeen);
    assertThat(sink.offsets()).hasSize((int) (27 - firstSeen)).isSorted();
    assertThat(subscription.position()).isEqualTo(scene.topic("t").position(26));
  }

  @Test
  void goesOnAfterAMessage() {
    scene.publish("t", 5);
    scene.subscribe("t", scene.topic("t").position(3), sink);

    scene.publishAndCrank("t", 1);

    assertThat(sink.offsets()).containsExactly(4L, 5L, 6L);
  }

  @Test
  void givesNothingFromWithinTheCall() {
    scene.publish("t", 5);

    scene.subscribe("t", "earliest", sink);

    assertThat(sink.events).isEmpty();
  }

  @Test
  void isInStepAtOnceWhereThereIsNothingToCatchUp() {
    Subscription<String> first = scene.subscribe("t", "latest", sink);
    assertThat(first.state).isEqualTo(Subscription.State.IN_STEP);
    scene.publishAndCrank("t", 3);

    Subscription<String> second = scene.subscribe("t", "latest", scene.sink());
    assertThat(second.state).isEqualTo(Subscription.State.IN_STEP);
  }

  @Test
  void isInStepOnceItHasCaughtUp() {
    scene.publish("t", 5);
    Subscription<String> subscription = scene.subscribe("t", "earliest", sink);
    assertThat(subscription.state).isEqualTo(Subscription.State.CATCHING_UP);

    scene.executor.crank();

    assertThat(subscription.state).isEqualTo(Subscription.State.IN_STEP);
    assertThat(sink.batches).hasSize(1);
  }

  /** The lane is behind the topic where it was not drained yet. */
  @Test
  void waitsForItsLaneWhereThatIsBehind() {
    scene.subscribe("t", "latest", scene.sink());
    scene.executor.crank();
    scene.publish("t", 5);
    Subscription<String> ahead = scene.subscribe("t", "latest", sink);

    scene.executor.crank();
    assertThat(ahead.state).isEqualTo(Subscription.State.IN_STEP);
    assertThat(sink.events).isEmpty();

    scene.publishAndCrank("t", 1);
    assertThat(sink.offsets()).containsExactly(6L);
  }

  @Test
  void findsItsLaneAgainWhereNobodyElseIsInStep() {
    scene.subscribe("t", "latest", sink).cancel();
    scene.publishAndCrank("t", 50);
    RecordingSink second = scene.sink();

    Subscription<String> subscription = scene.subscribe("t", "latest", second);
    scene.publishAndCrank("t", 1);

    assertThat(subscription.state).isEqualTo(Subscription.State.IN_STEP);
    assertThat(second.events).containsExactly("t:1/51");
  }

  @Test
  void isToldWhatItMissedFirst() {
    scene.publish("t", 25);
    Position start = scene.topic("t").position(3);
    scene.subscribe("t", start, sink);

    scene.executor.crank();

    assertThat(sink.events.get(0)).isEqualTo("gap 1/15");
    assertThat(sink.offsets()).containsExactly(16L, 17L, 18L, 19L, 20L, 21L, 22L, 23L, 24L, 25L);
    Gap gap = sink.gaps.get(0);
    assertThat(gap.topic()).isEqualTo("t");
    assertThat(gap.from()).isEqualTo(start);
    assertThat(gap.missed()).isEqualTo(12);
  }

  @Test
  void mayHaveOneSinkForSeveralTopics() {
    Subscription<String> a = scene.subscribe("a", "latest", sink);
    Subscription<String> b = scene.subscribe("b", "latest", sink);
    scene.publish("a", 1);
    scene.publish("b", 1);
    scene.executor.crank();

    assertThat(sink.events).containsExactly("a:1/1", "b:2/1");
    assertThat(a.topic()).isEqualTo("a");
    assertThat(b.topic()).isEqualTo("b");
  }

  @Test
  void getsNothingOnceCancelled() {
    Subscription<String> subscription = scene.subscribe("t", "latest", sink);
    subscription.cancel();
    subscription.cancel();
    subscription.onWritable();

    scene.publishAndCrank("t", 5);

    assertThat(sink.events).isEmpty();
    assertThat(scene.metrics.blocked).isZero();
  }
}
