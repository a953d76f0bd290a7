package dev.sluice.core.fanout;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.metrics.GapReason;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Topic;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private final FanoutScene scene = FanoutScene.holding(10);
  private final MessageRange range = new MessageRange(100, 1000);

  @Test
  void hasNoGapWhereEverythingIsHeld() {
    scene.publish("t", 15);
    Topic topic = scene.topic("t");

    assertThat(History.read(topic, topic.position(12), 14, range)).isNull();

    assertThat(range.size()).isEqualTo(2);
    assertThat(range.get(0).offset()).isEqualTo(13);
  }

  @Test
  void hasNoGapAtTheEnd() {
    scene.publish("t", 15);
    Topic topic = scene.topic("t");

    assertThat(History.read(topic, topic.position(15), Long.MAX_VALUE, range)).isNull();

    assertThat(range.isEmpty()).isTrue();
  }

  @Test
  void hasAGapBeforeTheOldestHeld() {
    scene.publish("t", 15);
    Topic topic = scene.topic("t");

    Gap gap = requireNonNull(History.read(topic, topic.position(2), Long.MAX_VALUE, range));

    assertThat(gap)
        .isEqualTo(new Gap("t", topic.position(2), topic.position(5), GapReason.OVERRUN));
    assertThat(gap.missed()).isEqualTo(3);
    assertThat(range.size()).isEqualTo(10);
  }

  @Test
  void hasAGapBetweenTwoLives() {
    Topic former = scene.topic("t");
    scene.topics.delete("t");
    scene.publish("t", 15);
    Topic topic = scene.topic("t");

    Gap gap = requireNonNull(History.read(topic, former.position(7), Long.MAX_VALUE, range));

    assertThat(gap).isEqualTo(new Gap("t", former.position(7), topic.position(5), GapReason.EPOCH));
    assertThat(gap.missed()).isZero();
    assertThat(range.get(0).offset()).isEqualTo(6);
  }
}
