package dev.sluice.core.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Race;
import dev.sluice.core.metrics.FanoutMetrics;
import dev.sluice.core.metrics.Transport;
import dev.sluice.core.time.ManualClock;
import dev.sluice.core.topic.Publications;
import dev.sluice.core.topic.Registries;
import dev.sluice.core.topic.Topic;
import dev.sluice.core.topic.TopicRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Producers on their threads, two loops on theirs. What is batched or missed is left to chance;
 * that every loop comes to the end by the wake-ups it got, and accounts for every message, is not.
 */
class FanoutTortureTest {
  private static final int PRODUCERS = 3;
  private static final int APPENDS = 30_000;
  private static final int LOOPS = 2;
  private static final String[] TOPICS = {"a", "b"};

  private final ManualClock clock = new ManualClock();
  private final AtomicInteger producing = new AtomicInteger(PRODUCERS);

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 1000, 1_000_000})
  void losesNoWakeUpAndNoMessage(int maxMessages) throws Exception {
    TopicRegistry topics = Registries.registry(Registries.limits(maxMessages, 1 << 30), clock);

    new Race()
        .with(PRODUCERS, number -> produce(topics))
        .with(LOOPS, number -> serve(topics))
        .run();
  }

  private void produce(TopicRegistry topics) {
    for (int i = 0; i < APPENDS; i++) {
      topics.append(TOPICS[i % TOPICS.length], Publications.text("m"));
    }
    producing.decrementAndGet();
  }

  private void serve(TopicRegistry topics) {
    HandCrankedExecutor executor = new HandCrankedExecutor();
    FanoutLoop<String> loop = new FanoutLoop<>(executor, topics, FanoutMetrics.NONE, clock);
    StringFormat format = new StringFormat(Transport.WS);
    List<CheckingSink> sinks = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Topic topic = topics.topic(TOPICS[i % TOPICS.length]);
      CheckingSink sink = new CheckingSink(format, topic.position(0), s -> {});
      sinks.add(sink);
      loop.subscribe(topic.name(), sink.position(), sink);
    }
    while (producing.get() > 0) {
      executor.turn();
    }
    executor.crank();

    long each = (long) PRODUCERS * APPENDS / TOPICS.length;
    for (CheckingSink sink : sinks) {
      assertThat(sink.position().offset()).isEqualTo(each);
      assertThat(sink.messages + sink.missed).isEqualTo(each);
    }
    assertThat(format.unreleased()).isZero();
  }
}
