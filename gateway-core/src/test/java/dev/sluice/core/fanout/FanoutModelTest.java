package dev.sluice.core.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.Cursor;
import dev.sluice.core.topic.Position;
import dev.sluice.core.topic.Publications;
import dev.sluice.core.topic.Registries;
import dev.sluice.core.topic.Topic;
import dev.sluice.core.topic.TopicLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything that can happen to a loop, in any order. {@link CheckingSink} checks each call; at the
 * end everybody is at the end.
 */
class FanoutModelTest {
  private static final String[] TOPICS = {"a", "b", "c"};

  /** Of ordinary topics: overruns are frequent, a batch takes all that is held. */
  private static final TopicLimits SMALL = Registries.limits(20, 1 << 20);

  /** Of topics that take several batches to catch up with, and are bounded by bytes. */
  private static final TopicLimits LARGE = Registries.limits(10_000, 300 << 10);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void holdsForAFewSubscribers(long seed) {
    new Model(seed, SMALL, 10).play(5000, 40);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void holdsForLargeMessages(long seed) {
    new Model(seed, LARGE, 40 << 10).play(3000, 40);
  }

  /** More than a turn can serve. */
  @ParameterizedTest
  @CsvSource({"21, 1100", "22, 2500", "23, 4000"})
  void holdsForCrowds(long seed, int crowd) {
    Model model = new Model(seed, SMALL, 10);
    for (int i = 0; i < crowd; i++) {
      model.subscribe();
    }
    model.play(400, 4 * crowd);
  }

  /** The loop, and what a test does to it at random. */
  private static final class Model {
    private final Random random;
    private final FanoutScene scene;
    private final int messageBytes;
    private final List<Position> ids = new ArrayList<>();
    private final List<CheckingSink> sinks = new ArrayList<>();
    private final List<Subscription<String>> subscriptions = new ArrayList<>();

    Model(long seed, TopicLimits limits, int messageBytes) {
      this.random = new Random(seed);
      this.scene = new FanoutScene(limits);
      this.messageBytes = messageBytes;
    }

    void play(int steps, int mostSubscriptions) {
      for (int i = 0; i < steps; i++) {
        step(random.nextInt(100), mostSubscriptions);
      }
      settle();
      subscriptions.forEach(this::assertAtTheEnd);
      assertCounts();
      assertThat(scene.metrics.blocked).isZero();
      assertThat(scene.ws.unreleased() + scene.sse.unreleased()).isZero();
    }

    private void step(int chance, int mostSubscriptions) {
      if (chance < 30) {
        publish();
      } else if (chance < 45 && active() < mostSubscriptions) {
        subscribe();
      } else if (chance < 60) {
        toggle(random.nextInt(Math.max(1, sinks.size())));
      } else if (chance < 65) {
        cancel(random.nextInt(Math.max(1, sinks.size())));
      } else if (chance < 67) {
        scene.topics.delete(anyTopic());
      } else if (chance < 68) {
        scene.loop.closeEmptyLanes();
      } else if (chance < 96) {
        scene.executor.turn();
      } else {
        scene.executor.crank();
      }
    }

    private void publish() {
      for (int burst = random.nextInt(random.nextInt(10) == 0 ? 30 : 3); burst >= 0; burst--) {
        int bytes = random.nextInt(messageBytes);
        var appended = scene.topics.append(anyTopic(), Publications.ofSize(bytes));
        ids.add(appended.topic().position(appended.message().offset()));
      }
    }

    void subscribe() {
      String name = anyTopic();
      Topic topic = scene.topic(name);
      Position start = start(topic);
      CheckingSink sink =
          new CheckingSink(random.nextInt(4) == 0 ? scene.sse : scene.ws, start, this::react);
      sinks.add(sink);
      subscriptions.add(scene.subscribe(name, start, sink));
    }

    private Position start(Topic topic) {
      int chance = random.nextInt(4);
      if (chance == 0) {
        return Cursor.EARLIEST.in(topic);
      }
      if (chance == 1) {
        return new Cursor.LastN(1 + random.nextInt(30)).in(topic);
      }
      Position id = ids.isEmpty() ? topic.position(0) : ids.get(random.nextInt(ids.size()));
      return chance == 2 && id.topicKey() == topic.key() ? id : Cursor.LATEST.in(topic);
    }

    /** From within a call: ends itself or another, blocks itself, brings a new one, publishes. */
    private void react(CheckingSink sink) {
      int chance = random.nextInt(200);
      int self = sinks.indexOf(sink);
      if (chance < 4) {
        cancel(self);
      } else if (chance < 8) {
        cancel(random.nextInt(sinks.size()));
      } else if (chance < 20) {
        sink.writable = false;
      } else if (chance < 22) {
        subscribe();
      } else if (chance < 24) {
        publish();
      }
    }

    private void cancel(int index) {
      if (index < sinks.size()) {
        sinks.get(index).ended = true;
        subscriptions.get(index).cancel();
      }
    }

    private void toggle(int index) {
      if (index < sinks.size()) {
        CheckingSink sink = sinks.get(index);
        sink.writable = !sink.writable;
        if (sink.writable) {
          subscriptions.get(index).onWritable();
        }
      }
    }

    /** All become writable, as often as their reactions to what they missed take that back. */
    private void settle() {
      do {
        for (int i = 0; i < sinks.size(); i++) {
          sinks.get(i).writable = true;
          subscriptions.get(i).onWritable();
        }
        scene.executor.crank();
      } while (!sinks.stream().allMatch(sink -> sink.writable));
    }

    private void assertAtTheEnd(Subscription<String> subscription) {
      CheckingSink sink = sinks.get(subscriptions.indexOf(subscription));
      if (!sink.ended) {
        Topic topic = scene.topic(subscription.topic());
        assertThat(sink.position()).isEqualTo(topic.position(topic.lastOffset()));
        assertThat(subscription.state).isEqualTo(Subscription.State.IN_STEP);
      }
    }

    private void assertCounts() {
      long counted = 0;
      for (String name : TOPICS) {
        Topic topic = scene.topic(name);
        counted += topic.subscribers(Transport.WS) + topic.subscribers(Transport.SSE);
      }
      assertThat(counted).isEqualTo(active());
    }

    private long active() {
      return sinks.stream().filter(sink -> !sink.ended).count();
    }

    private String anyTopic() {
      return TOPICS[random.nextInt(TOPICS.length)];
    }
  }
}
