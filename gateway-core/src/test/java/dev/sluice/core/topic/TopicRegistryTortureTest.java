package dev.sluice.core.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Race;
import dev.sluice.core.time.ManualClock;
import dev.sluice.core.topic.TopicRegistry.Appended;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Topics that end while they are published to: every message is in exactly one life. */
class TopicRegistryTortureTest {
  private static final int PRODUCERS = 3;
  private static final int APPENDS = 20_000;

  private final ManualClock clock = new ManualClock();
  private final TopicRegistry topics = Registries.registry(Registries.limits(100, 500), clock);
  private final AtomicInteger producing = new AtomicInteger(PRODUCERS);
  private final List<List<Appended>> appended = new ArrayList<>();

  @Test
  void losesNoMessageBetweenTwoLives() throws Exception {
    race(() -> topics.delete("t"));
  }

  @Test
  void losesNoMessageToTheRetirementOfIdleTopics() throws Exception {
    race(() -> {
      clock.advance(Registries.IDLE_TIMEOUT.plusNanos(1));
      topics.retireIdle();
    });
  }

  private void race(Runnable ending) throws Exception {
    for (int i = 0; i < PRODUCERS; i++) {
      appended.add(new ArrayList<>(APPENDS));
    }

    new Race()
        .with(PRODUCERS, producer -> produce(appended.get(producer)))
        .with(() -> {
          while (producing.get() > 0) {
            ending.run();
          }
        })
        .run();

    assertOffsetsOfEachLifeHaveNoHoles();
    appended.forEach(TopicRegistryTortureTest::assertInOrder);
    topics.delete("t");
    assertThat(topics.heldBytes()).isZero();
    assertThat(topics.count()).isZero();
  }

  private void produce(List<Appended> into) {
    for (int i = 0; i < APPENDS; i++) {
      into.add(topics.append("t", Publications.text("m")));
    }
    producing.decrementAndGet();
  }

  private void assertOffsetsOfEachLifeHaveNoHoles() {
    Map<Topic, List<Long>> lives = new HashMap<>();
    for (List<Appended> ofOne : appended) {
      for (Appended one : ofOne) {
        lives
            .computeIfAbsent(one.topic(), t -> new ArrayList<>())
            .add(one.message().offset());
      }
    }
    lives.forEach((topic, offsets) -> assertThat(
            offsets.stream().mapToLong(Long::longValue).sorted().toArray())
        .isEqualTo(LongStream.rangeClosed(1, topic.lastOffset()).toArray()));
  }

  /** In each life a producer's offsets grow, and it never comes back to one that has ended. */
  private static void assertInOrder(List<Appended> ofOne) {
    Map<Topic, Long> newest = new HashMap<>();
    Topic current = ofOne.get(0).topic();
    for (Appended next : ofOne) {
      boolean first = !newest.containsKey(next.topic());
      assertThat(first || next.topic() == current).isTrue();
      current = next.topic();
      assertThat(next.message().offset()).isGreaterThan(newest.getOrDefault(current, 0L));
      newest.put(current, next.message().offset());
    }
  }
}
