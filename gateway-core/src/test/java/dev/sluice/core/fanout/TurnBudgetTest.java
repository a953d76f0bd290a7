package dev.sluice.core.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.topic.Registries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A turn does at most 1024 writes; what is left is done in the next ones, fairly. */
class TurnBudgetTest {
  private static final int WRITES = 1024;

  private final FanoutScene scene = new FanoutScene(Registries.limits(5000, 1 << 20));

  @AfterEach
  void everyBatchWasReleased() {
    assertThat(scene.ws.unreleased()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1023, 1024, 1025, 2048, 3000})
  void reachesEverybodyOnceOverSeveralTurns(int size) {
    List<RecordingSink> crowd = scene.crowd("t", "latest", size);
    scene.executor.crank();
    scene.publish("t", 2);

    for (int served = 0; served < size; served += WRITES) {
      assertThat(served(crowd)).isEqualTo(served);
      scene.executor.turn();
    }
    assertThat(served(crowd)).isEqualTo(size);
    scene.executor.crank();

    crowd.forEach(sink -> assertThat(sink.batches).containsExactly("t:1/1 t:1/2"));
    assertThat(scene.ws.encodes).isEqualTo(1);
  }

  @Test
  void helpsACrowdThatCatchesUpOverSeveralTurns() {
    scene.publish("t", 3);
    List<RecordingSink> crowd = scene.crowd("t", "earliest", 3000);

    scene.executor.turn();
    assertThat(served(crowd)).isEqualTo(WRITES);
    scene.executor.crank();

    crowd.forEach(sink -> assertThat(sink.batches).containsExactly("t:1/1 t:1/2 t:1/3"));
    assertThat(scene.ws.encodes).as("one a turn").isEqualTo(3);
  }

  @Test
  void givesOtherLanesTheirTurnInBetween() {
    List<RecordingSink> hot = scene.crowd("hot", "latest", 5000);
    List<RecordingSink> calm = scene.crowd("calm", "latest", 10);
    scene.executor.crank();
    scene.publish("hot", 1);
    scene.publish("calm", 1);

    scene.executor.turn();
    scene.executor.turn();

    assertThat(served(calm)).isEqualTo(10);
    assertThat(served(hot)).isLessThan(5000);
    scene.executor.crank();
    assertThat(served(hot)).isEqualTo(5000);
  }

  @Test
  void goesOnWithOtherLanesWhereOneIsDoneAndUsedUpTheTurn() {
    scene.crowd("hot", "latest", WRITES);
    List<RecordingSink> calm = scene.crowd("calm", "latest", 10);
    scene.executor.crank();
    scene.publish("hot", 1);
    scene.publish("calm", 1);

    scene.executor.crank();

    assertThat(served(calm)).isEqualTo(10);
  }

  @Test
  void doesNotStarveALaneHoweverHotAnotherIs() {
    List<RecordingSink> hot = scene.crowd("hot", "latest", 3000);
    List<RecordingSink> calm = scene.crowd("calm", "latest", 10);
    scene.executor.crank();
    for (int turn = 1; turn <= 40; turn++) {
      scene.publish("hot", 1);
      if (turn % 4 == 0) {
        scene.publish("calm", 1);
      }
      scene.executor.turn();
    }

    calm.forEach(sink -> assertThat(sink.offsets()).hasSizeGreaterThanOrEqualTo(9));
    scene.executor.crank();
    hot.forEach(sink -> assertThat(sink.offsets()).hasSize(40));
  }

  /** Even where those in step use up each turn to the last write. */
  @Test
  void doesNotStarveThoseWhoCatchUpHoweverHotTheLaneIs() {
    scene.publish("t", 3);
    scene.crowd("t", "latest", WRITES);
    scene.executor.crank();
    RecordingSink resumed = scene.sink();
    scene.publish("t", 1);
    scene.subscribe("t", "earliest", resumed);

    for (int turn = 0; turn < 10; turn++) {
      scene.publish("t", 1);
      scene.executor.turn();
    }

    assertThat(resumed.offsets()).startsWith(1L, 2L, 3L).hasSizeGreaterThan(5);
    scene.executor.crank();
    assertThat(resumed.offsets()).hasSize(14);
  }

  @Test
  void putsWhatArrivesMeanwhileIntoTheNextBatch() {
    List<RecordingSink> crowd = scene.crowd("t", "latest", 2000);
    scene.executor.crank();
    scene.publish("t", 1);
    scene.executor.turn();
    scene.publish("t", 2);
    scene.executor.crank();

    crowd.forEach(sink -> assertThat(sink.batches).containsExactly("t:1/1", "t:1/2 t:1/3"));
    assertThat(scene.ws.encodes).isEqualTo(2);
  }

  @Test
  void letsOneJoinInTheMiddle() {
    scene.crowd("t", "latest", 2000);
    scene.executor.crank();
    scene.publish("t", 1);
    scene.executor.turn();
    RecordingSink latest = scene.sink();
    RecordingSink earliest = scene.sink();
    scene.subscribe("t", "latest", latest);
    scene.subscribe("t", "earliest", earliest);
    scene.publish("t", 1);
    scene.executor.crank();

    assertThat(latest.offsets()).containsExactly(2L);
    assertThat(earliest.offsets()).containsExactly(1L, 2L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "earliest"})
  void losesNobodyWhereOthersLeaveBetweenTheTurns(String cursor) {
    scene.publish("t", 1);
    Random random = new Random(6);
    List<RecordingSink> staying = new ArrayList<>();
    List<Subscription<String>> leaving = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      RecordingSink sink = scene.sink();
      Subscription<String> subscription = scene.subscribe("t", cursor, sink);
      if (random.nextBoolean()) {
        leaving.add(subscription);
      } else {
        staying.add(sink);
      }
    }
    Collections.shuffle(leaving, random);
    scene.publish("t", 1);
    while (!scene.executor.isIdle()) {
      scene.executor.turn();
      leaving.subList(0, Math.min(300, leaving.size())).forEach(Subscription::cancel);
      leaving.subList(0, Math.min(300, leaving.size())).clear();
    }

    int expected = cursor.equals("latest") ? 1 : 2;
    staying.forEach(
        sink -> assertThat(sink.offsets()).hasSize(expected).isSorted().doesNotHaveDuplicates());
  }

  private static int served(List<RecordingSink> crowd) {
    return (int) crowd.stream().filter(sink -> !sink.batches.isEmpty()).count();
  }
}
