package dev.sluice.core.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.metrics.GapReason;
import dev.sluice.core.topic.Topic;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loss is told, always, and says what is lost. */
class GapTest {
  private final FanoutScene scene = FanoutScene.holding(10);

  @AfterEach
  void everyBatchWasReleased() {
    assertThat(scene.ws.unreleased()).isZero();
  }

  @Test
  void isToldToAllInStepWhoseLaneWasLapped() {
    List<RecordingSink> crowd = scene.crowd("t", "latest", 50);
    scene.publishAndCrank("t", 3);

    scene.publishAndCrank("t", 25);

    crowd.forEach(sink -> {
      assertThat(sink.gaps).hasSize(1);
      assertThat(sink.gaps.get(0).missed()).isEqualTo(15);
      assertThat(sink.events.get(3)).isEqualTo("gap 1/18");
      assertThat(sink.offsets()).hasSize(13).endsWith(28L);
    });
    assertThat(scene.ws.encodes).as("shared by those who were lapped together").isEqualTo(2);
    assertThat(scene.metrics.gaps).containsEntry(GapReason.OVERRUN, 50);
  }

  @Test
  void isToldFirstToOneWhomMessagesAreKeptFrom() {
    scene.publish("t", 5);
    Topic topic = scene.topic("t");
    RecordingSink behind = scene.sink();
    RecordingSink atTheEnd = scene.sink();
    Gap kept = Gap.between(topic.position(1), topic, 3);
    scene.loop.subscribe("t", topic.position(3), kept, behind);
    Gap all = Gap.between(topic.position(1), topic, 5);
    Subscription<String> last = scene.loop.subscribe("t", topic.position(5), all, atTheEnd);
    assertThat(behind.events).as("never from within the call").isEmpty();

    scene.executor.crank();
    scene.publishAndCrank("t", 1);

    assertThat(behind.gaps).containsExactly(kept);
    assertThat(behind.offsets()).containsExactly(4L, 5L, 6L);
    assertThat(atTheEnd.gaps).containsExactly(all);
    assertThat(atTheEnd.offsets()).containsExactly(6L);
    assertThat(last.state).isEqualTo(Subscription.State.IN_STEP);
    assertThat(scene.metrics.gaps).containsEntry(GapReason.OVERRUN, 2);
  }

  @Test
  void bringsThoseWhoWereLappedBackInStep() {
    Subscription<String> subscription = scene.subscribe("t", "latest", scene.sink());
    scene.publishAndCrank("t", 25);

    assertThat(subscription.state).isEqualTo(Subscription.State.IN_STEP);
    assertThat(subscription.position().offset()).isEqualTo(25);
  }

  @Test
  void isToldWhereOneIsLappedWhileItCatchesUp() {
    scene.publish("t", 10);
    RecordingSink sink = scene.sink();
    scene.subscribe("t", "earliest", sink);

    scene.publishAndCrank("t", 4);

    assertThat(sink.events.get(0)).isEqualTo("gap 1/4");
    assertThat(sink.gaps.get(0).missed()).isEqualTo(4);
    assertThat(sink.offsets()).hasSize(10);
  }

  @Test
  void isToldOfTheEndOfATopicWhateverOneDoes() {
    Topic first = scene.topic("t");
    RecordingSink inStep = scene.sink();
    RecordingSink catchingUp = scene.sink();
    RecordingSink blocked = scene.sink();
    scene.subscribe("t", "latest", inStep);
    Subscription<String> slow = scene.subscribe("t", "latest", blocked);
    blocked.writable = false;
    scene.publishAndCrank("t", 4);
    Subscription<String> late = scene.subscribe("t", first.position(2), catchingUp);
    assertThat(late.state).isEqualTo(Subscription.State.CATCHING_UP);
    assertThat(slow.state).isEqualTo(Subscription.State.BLOCKED);

    scene.topics.delete("t");
    scene.executor.crank();
    blocked.writable = true;
    slow.onWritable();
    scene.executor.crank();

    Topic second = scene.topic("t");
    assertToldOfNewLife(inStep, first, 4, second);
    assertToldOfNewLife(catchingUp, first, 2, second);
    assertToldOfNewLife(blocked, first, 0, second);
    assertThat(scene.metrics.gaps).containsEntry(GapReason.EPOCH, 3);

    scene.publishAndCrank("t", 1);
    for (RecordingSink sink : List.of(inStep, catchingUp, blocked)) {
      assertThat(sink.events).endsWith("gap 2/0", "t:2/1");
    }
  }

  private static void assertToldOfNewLife(
      RecordingSink sink, Topic first, long offset, Topic second) {
    assertThat(sink.gaps).hasSize(1);
    Gap gap = sink.gaps.get(0);
    assertThat(gap.reason()).isEqualTo(GapReason.EPOCH);
    assertThat(gap.from()).isEqualTo(first.position(offset));
    assertThat(gap.to()).isEqualTo(second.position(0));
    assertThat(gap.missed()).isZero();
  }

  @Test
  void givesTheNewLifeFromItsOldestMessage() {
    RecordingSink sink = scene.crowd("t", "latest", 1).get(0);
    scene.publishAndCrank("t", 1);
    scene.topics.delete("t");
    scene.publish("t", 25);

    scene.executor.crank();

    assertThat(sink.events).startsWith("t:1/1", "gap 2/15", "t:2/16").endsWith("t:2/25");
    assertThat(sink.gaps).hasSize(1);
  }

  @Test
  void isToldOnceThoughSeveralLivesEnded() {
    RecordingSink sink = scene.crowd("t", "latest", 1).get(0);
    scene.executor.crank();
    for (int life = 0; life < 5; life++) {
      scene.publish("t", 3);
      scene.topics.delete("t");
    }
    scene.executor.crank();

    assertThat(sink.gaps).hasSize(1);
    scene.publishAndCrank("t", 1);
    assertThat(sink.events).last().asString().endsWith("/1");
  }

  @Test
  void isToldToWhoComesWithACursorOfAFormerLife() {
    scene.publish("t", 5);
    Topic former = scene.topic("t");
    scene.topics.delete("t");
    scene.publish("t", 2);
    RecordingSink sink = scene.sink();

    scene.subscribe("t", former.position(5), sink);
    scene.executor.crank();

    assertThat(sink.events).containsExactly("gap 2/0", "t:2/1", "t:2/2");
    assertThat(sink.gaps.get(0).from()).isEqualTo(former.position(5));
  }

  /** The lane has not noticed yet; its subscriber comes with a position in the new life. */
  @Test
  void isNotToldToWhoComesToTheNewLifeBeforeItsLaneDoes() {
    scene.crowd("t", "latest", 1);
    scene.executor.crank();
    scene.topics.delete("t");
    RecordingSink sink = scene.sink();

    scene.subscribe("t", "latest", sink);
    scene.publishAndCrank("t", 1);

    assertThat(sink.events).containsExactly("t:2/1");
  }

  @Test
  void endsADistributionInTheMiddle() {
    List<RecordingSink> crowd = scene.crowd("t", "latest", 1500);
    scene.publish("t", 1);
    scene.executor.turn();
    scene.topics.delete("t");

    scene.executor.crank();
    scene.publishAndCrank("t", 1);

    int got = 0;
    for (RecordingSink sink : crowd) {
      assertThat(sink.events).endsWith("gap 2/0", "t:2/1");
      assertThat(sink.gaps.get(0).from().offset()).isEqualTo(sink.events.size() - 2);
      got += sink.events.size() - 2;
    }
    assertThat(got).isEqualTo(1024);
  }
}
