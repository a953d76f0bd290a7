package dev.sluice.core.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sinks may do from within a call: end themselves, end others, subscribe, publish, fail. */
class ReentrancyTest {
  private static final int CROWD = 6;

  private final FanoutScene scene = FanoutScene.holding(10);

  @AfterEach
  void everyBatchWasReleased() {
    assertThat(scene.ws.unreleased()).isZero();
    assertThat(scene.sse.unreleased()).isZero();
  }

  @Test
  void everyOneShotGetsOneBatch() {
    List<RecordingSink> crowd = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      RecordingSink sink = scene.sink().reacting(Subscription::cancel);
      crowd.add(sink);
      scene.subscribe("t", "latest", sink);
    }

    scene.publishAndCrank("t", 2);
    scene.publishAndCrank("t", 2);

    crowd.forEach(sink -> assertThat(sink.batches).hasSize(1));
    assertThat(scene.ws.encodes).isEqualTo(1);
  }

  @Test
  void everyOneShotThatCatchesUpGetsOneBatch() {
    scene.publish("t", 2);
    List<RecordingSink> crowd = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      RecordingSink sink = scene.sink().reacting(Subscription::cancel);
      crowd.add(sink);
      scene.subscribe("t", "earliest", sink);
    }

    scene.executor.crank();
    scene.publishAndCrank("t", 2);

    crowd.forEach(sink -> assertThat(sink.batches).hasSize(1));
  }

  @Test
  void oneThatEndsItselfOnAGapGetsNothingMore() {
    scene.publish("t", 25);
    RecordingSink sink = scene.sink().reacting(Subscription::cancel);
    scene.subscribe("t", scene.topic("t").position(1), sink);

    scene.executor.crank();

    assertThat(sink.events).containsExactly("gap 1/15");
  }

  /** Each of a crowd ends each other one, itself included, whether in step or catching up. */
  @ParameterizedTest
  @ValueSource(strings = {"latest", "earliest"})
  void anyMayEndAnyOther(String cursor) {
    for (int ending = 0; ending < CROWD; ending++) {
      for (int ended = 0; ended < CROWD; ended++) {
        String topic = "t." + ending + "." + ended;
        scene.publish(topic, 1);
        assertOnlyOneIsEnded(topic, cursor, ending, ended);
      }
    }
  }

  private void assertOnlyOneIsEnded(String topic, String cursor, int ending, int ended) {
    List<Subscription<String>> subscriptions = new ArrayList<>();
    List<RecordingSink> crowd = crowd(topic, cursor, subscriptions);
    boolean[] over = new boolean[1];
    crowd.get(ending).reacting(s -> {
      subscriptions.get(ended).cancel();
      over[0] = true;
    });
    crowd
        .get(ended)
        .reacting(
            crowd.get(ending) == crowd.get(ended)
                ? Subscription::cancel
                : s -> {
                  assertThat(over[0]).as("a call after the end").isFalse();
                });

    scene.publishAndCrank(topic, 1);
    scene.publishAndCrank(topic, 1);

    int expected = cursor.equals("latest") ? 2 : 3;
    for (int i = 0; i < CROWD; i++) {
      int got = crowd.get(i).offsets().size();
      if (i == ended) {
        assertThat(got).isLessThan(expected);
      } else {
        assertThat(got).as("%d, where %d ends %d", i, ending, ended).isEqualTo(expected);
      }
    }
  }

  @Test
  void oneMayEndAllOthers() {
    for (int ending = 0; ending < CROWD; ending++) {
      String topic = "t." + ending;
      List<Subscription<String>> subscriptions = new ArrayList<>();
      List<RecordingSink> crowd = crowd(topic, "latest", subscriptions);
      crowd.get(ending).reacting(s -> subscriptions.forEach(Subscription::cancel));

      scene.publishAndCrank(topic, 1);
      scene.publishAndCrank(topic, 1);

      assertThat(crowd.get(ending).batches).hasSize(1);
      crowd.forEach(sink -> assertThat(sink.batches).hasSizeLessThanOrEqualTo(1));
    }
  }

  /** As a connection does that goes away: all its subscriptions, on every topic. */
  @Test
  void oneMayEndAllItsSubscriptionsOnGaps() {
    List<Subscription<String>> subscriptions = new ArrayList<>();
    RecordingSink sink = scene.sink().reacting(s -> subscriptions.forEach(Subscription::cancel));
    for (String topic : new String[] {"a", "b", "c"}) {
      scene.publish(topic, 25);
      subscriptions.add(scene.subscribe(topic, scene.topic(topic).position(1), sink));
    }

    scene.executor.crank();

    assertThat(sink.events).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "earliest"})
  void mayBeSubscribedFromWithinABatch(String cursor) {
    scene.publish("t", 1);
    RecordingSink second = scene.sink();
    RecordingSink first = scene.sink().reacting(s -> {
      if (second.batches.isEmpty()) {
        scene.subscribe("t", "latest", second);
        second.batches.add("once");
      }
    });
    scene.subscribe("t", cursor, first);
    scene.crowd("t", cursor, 5);

    scene.publishAndCrank("t", 1);
    scene.publishAndCrank("t", 1);

    assertThat(second.offsets()).containsExactly(3L);
  }

  /** A new format means a new group, in the middle of the walk over the groups. */
  @Test
  void mayBeSubscribedWithAnotherFormatFromWithinABatch() {
    RecordingSink second = new RecordingSink(scene.sse);
    List<Subscription<String>> made = new ArrayList<>();
    RecordingSink first = scene.sink().reacting(s -> {
      if (made.isEmpty()) {
        made.add(scene.subscribe("t", "latest", second));
      }
    });
    scene.subscribe("t", "latest", first);

    scene.publishAndCrank("t", 1);
    scene.publishAndCrank("t", 1);

    assertThat(first.offsets()).containsExactly(1L, 2L);
    assertThat(second.offsets()).containsExactly(2L);
  }

  @Test
  void mayBeSubscribedFromWithinABatchAtEveryIndex() {
    for (int index = 0; index < CROWD; index++) {
      String topic = "t." + index;
      List<RecordingSink> crowd = crowd(topic, "latest", new ArrayList<>());
      List<RecordingSink> added = new ArrayList<>();
      crowd.get(index).reacting(s -> {
        RecordingSink sink = scene.sink();
        added.add(sink);
        scene.subscribe(topic, scene.topic(topic).position(0), sink);
      });

      scene.publishAndCrank(topic, 1);
      scene.publishAndCrank(topic, 1);

      crowd.forEach(sink -> assertThat(sink.offsets()).containsExactly(1L, 2L));
      assertThat(added).hasSize(2);
      added.forEach(sink -> assertThat(sink.offsets()).containsExactly(1L, 2L));
    }
  }

  @Test
  void mayPublishFromWithinABatch() {
    RecordingSink echo = scene.sink();
    echo.reacting(s -> {
      if (echo.batches.size() < 5) {
        scene.publish("t", 1);
      }
    });
    scene.subscribe("t", "latest", echo);

    scene.publishAndCrank("t", 1);

    assertThat(echo.batches).containsExactly("t:1/1", "t:1/2", "t:1/3", "t:1/4", "t:1/5");
  }

  @Test
  void mayDeleteTheTopicFromWithinABatch() {
    List<RecordingSink> crowd = scene.crowd("t", "latest", 3);
    crowd.get(1).reacting(s -> {
      if (crowd.get(1).events.size() == 1) {
        scene.topics.delete("t");
      }
    });

    scene.publishAndCrank("t", 1);
    scene.publishAndCrank("t", 1);

    crowd.forEach(sink ->
        assertThat(sink.events).startsWith("t:1/1", "gap 2/0").last().asString().endsWith("/1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "earliest"})
  void oneThatFailsHoldsUpNobody(String cursor) {
    scene.publish("t", 1);
    List<RecordingSink> crowd = crowd("t", cursor, new ArrayList<>());
    List<RecordingSink> others = scene.crowd("other", "latest", 3);
    scene.executor.crank();
    crowd.get(CROWD / 2).reacting(s -> {
      throw new IllegalStateException("on purpose");
    });
    scene.publish("t", 1);
    scene.publish("other", 2);

    assertThatThrownBy(scene.executor::turn).hasMessage("on purpose");
    scene.executor.crank();

    crowd.forEach(sink -> assertThat(sink.offsets()).endsWith(2L));
    others.forEach(sink -> assertThat(sink.events).containsExactly("other:2/1", "other:2/2"));
  }

  @Test
  void oneThatFailsWhileItCatchesUpHoldsUpNobody() {
    scene.publish("t", 2);
    List<RecordingSink> crowd = crowd("t", "earliest", new ArrayList<>());
    scene.publish("other", 2);
    List<RecordingSink> others = scene.crowd("other", "earliest", 3);
    crowd.get(CROWD / 2).reacting(s -> {
      throw new IllegalStateException("on purpose");
    });

    assertThatThrownBy(scene.executor::turn).hasMessage("on purpose");
    scene.executor.crank();

    crowd.forEach(sink -> assertThat(sink.offsets()).containsExactly(1L, 2L));
    others.forEach(sink -> assertThat(sink.events).containsExactly("other:2/1", "other:2/2"));
  }

  /** As an encoder does that finds no memory for its buffer. */
  @ParameterizedTest
  @ValueSource(strings = {"latest", "earliest"})
  void aFailureToEncodeLosesNothing(String cursor) {
    scene.publish("t", 1);
    List<RecordingSink> ws = crowd("t", cursor, new ArrayList<>());
    RecordingSink sse = new RecordingSink(scene.sse);
    scene.subscribe("t", cursor, sse);
    scene.publish("t", 1);
    scene.sse.failures = 2;

    assertThatThrownBy(scene.executor::crank).hasMessage("out of buffers, on purpose");
    assertThatThrownBy(scene.executor::crank).hasMessage("out of buffers, on purpose");
    scene.executor.crank();
    scene.publishAndCrank("t", 1);

    int expected = cursor.equals("latest") ? 2 : 3;
    assertThat(sse.offsets())
        .hasSize(expected)
        .isSorted()
        .doesNotHaveDuplicates()
        .endsWith(3L);
    ws.forEach(sink -> assertThat(sink.offsets()).isEqualTo(sse.offsets()));
  }

  private List<RecordingSink> crowd(
      String topic, String cursor, List<Subscription<String>> subscriptions) {
    List<RecordingSink> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      RecordingSink sink = scene.sink();
      crowd.add(sink);
      subscriptions.add(scene.subscribe(topic, cursor, sink));
    }
    return crowd;
  }
}
