package dev.sluice.core.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.Registries;
import dev.sluice.core.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How lanes come and go, what they count, and how they keep topics from being retired. */
class LaneLifeTest {
  private final FanoutScene scene = new FanoutScene();

  @AfterEach
  void everyBatchWasReleased() {
    assertThat(scene.ws.unreleased()).isZero();
  }

  @Test
  void oneServesAllSubscribersOfATopic() {
    scene.crowd("a", "latest", 3);
    scene.crowd("b", "latest", 3);

    assertThat(scene.loop.laneCount()).isEqualTo(2);
  }

  @Test
  void emptyOnesAreClosedWhenAsked() {
    Subscription<String> a = scene.subscribe("a", "latest", scene.sink());
    scene.subscribe("b", "latest", scene.sink());
    a.cancel();
    assertThat(scene.loop.laneCount()).isEqualTo(2);

    scene.loop.closeEmptyLanes();

    assertThat(scene.loop.laneCount()).isEqualTo(1);
  }

  @Test
  void aNewOneIsMadeAfterTheClosing() {
    scene.subscribe("t", "latest", scene.sink()).cancel();
    scene.loop.closeEmptyLanes();
    scene.executor.crank();
    RecordingSink sink = scene.sink();
    scene.subscribe("t", "latest", sink);

    scene.publishAndCrank("t", 1);

    assertThat(sink.events).containsExactly("t:1/1");
  }

  @Test
  void closedOnesAreNotTold() {
    scene.subscribe("t", "latest", scene.sink()).cancel();
    scene.executor.crank();
    scene.loop.closeEmptyLanes();

    scene.publish("t", 1);

    assertThat(scene.executor.isIdle()).isTrue();
  }

  @Test
  void blockedSubscribersKeepTheirsOpen() {
    RecordingSink slow = scene.sink();
    Subscription<String> subscription = scene.subscribe("t", "latest", slow);
    slow.writable = false;
    scene.publishAndCrank("t", 1);

    scene.loop.closeEmptyLanes();
    assertThat(scene.loop.laneCount()).isEqualTo(1);

    slow.writable = true;
    subscription.onWritable();
    scene.executor.crank();
    assertThat(slow.offsets()).containsExactly(1L);
  }

  @Test
  void oneThatIsClosedInTheMiddleOfADistributionLetsItsBatchGo() {
    List<Subscription<String>> crowd = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      crowd.add(scene.subscribe("t", "latest", scene.sink()));
    }
    scene.publish("t", 1);
    scene.executor.turn();
    assertThat(scene.ws.unreleased()).isEqualTo(1);

    crowd.forEach(Subscription::cancel);
    scene.loop.closeEmptyLanes();

    assertThat(scene.ws.unreleased()).isZero();
    scene.executor.crank();
  }

  /** It was in line for a turn when it was closed, and its topic ended before that turn. */
  @Test
  void oneThatWasClosedDoesNotListenToTheNextLife() {
    scene.subscribe("t", "latest", scene.sink()).cancel();
    scene.loop.closeEmptyLanes();
    scene.topics.delete("t");

    scene.executor.crank();

    assertThat(scene.topics.count()).isZero();
    scene.publish("t", 1);
    assertThat(scene.executor.isIdle()).isTrue();
    scene.clock.advance(Duration.ofDays(1));
    scene.topics.retireIdle();
    assertThat(scene.topics.count()).isZero();
  }

  @Test
  void anEmptyOneDoesNotBringItsTopicBack() {
    scene.subscribe("t", "latest", scene.sink()).cancel();
    scene.executor.crank();
    scene.topics.delete("t");
    scene.executor.crank();
    assertThat(scene.topics.count()).isZero();

    RecordingSink sink = scene.sink();
    scene.subscribe("t", "latest", sink);
    scene.publishAndCrank("t", 1);

    assertThat(sink.events).hasSize(1).first().asString().endsWith("/1");
  }

  @Test
  void anOpenOneKeepsItsTopic() {
    Topic topic = scene.topic("t");
    Subscription<String> subscription = scene.subscribe("t", "latest", scene.sink());
    scene.clock.advance(Duration.ofDays(1));
    scene.topics.retireIdle();
    assertThat(topic.isSealed()).isFalse();

    subscription.cancel();
    scene.loop.closeEmptyLanes();
    scene.topics.retireIdle();
    assertThat(topic.isSealed()).as("used until a moment ago").isFalse();

    scene.clock.advance(Registries.IDLE_TIMEOUT.plusNanos(1));
    scene.topics.retireIdle();
    assertThat(topic.isSealed()).isTrue();
  }

  @Test
  void countsSubscribersByTransport() {
    RecordingSink slow = scene.sink();
    Subscription<String> blocked = scene.subscribe("t", "latest", slow);
    List<RecordingSink> crowd = scene.crowd("t", "latest", 2);
    Subscription<String> sse = scene.subscribe("t", "latest", new RecordingSink(scene.sse));
    slow.writable = false;
    scene.publishAndCrank("t", 1);
    assertSubscribers(3, 1);

    sse.cancel();
    sse.cancel();
    assertSubscribers(3, 0);
    blocked.cancel();
    assertSubscribers(2, 0);
    assertThat(crowd).hasSize(2);
  }

  @Test
  void countsSubscribersOfAllLoops() {
    FanoutLoop<String> second =
        new FanoutLoop<>(scene.executor, scene.topics, scene.metrics, scene.clock);
    scene.crowd("t", "latest", 2);
    RecordingSink there = scene.sink();
    second.subscribe("t", scene.topic("t").position(0), there);
    assertSubscribers(3, 0);

    scene.publishAndCrank("t", 1);
    assertThat(there.offsets()).containsExactly(1L);
  }

  @Test
  void goesOnCountingAfterADelete() {
    scene.crowd("t", "latest", 2);
    RecordingSink slow = scene.sink();
    Subscription<String> blocked = scene.subscribe("t", "latest", slow);
    slow.writable = false;
    scene.publishAndCrank("t", 1);
    Topic former = scene.topic("t");

    scene.topics.delete("t");
    scene.executor.crank();

    assertSubscribers(3, 0);
    assertThat(former.subscribers(Transport.WS)).isZero();
    assertThat(scene.topics.visible()).containsExactly(scene.topic("t"));
    blocked.cancel();
    assertSubscribers(2, 0);
  }

  private void assertSubscribers(int ws, int sse) {
    Topic topic = scene.topic("t");
    assertThat(topic.subscribers(Transport.WS)).isEqualTo(ws);
    assertThat(topic.subscribers(Transport.SSE)).isEqualTo(sse);
    assertThat(topic.subscribers(Transport.LONGPOLL)).isZero();
  }
}
