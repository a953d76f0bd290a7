package dev.sluice.core.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.metrics.Transport;
import dev.sluice.core.time.ManualClock;
import dev.sluice.core.topic.TopicRegistry.Appended;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicRegistryTest {
  private final ManualClock clock = new ManualClock();
  private final TopicRegistry topics = Registries.registry(Registries.ROOMY, clock);

  @Test
  void makesATopicWhenItIsFirstUsed() {
    assertThat(topics.find("t")).isNull();

    Topic topic = topics.topic("t");

    assertThat(topics.find("t")).isSameAs(topic);
    assertThat(topics.topic("t")).isSameAs(topic);
    assertThat(topics.count()).isEqualTo(1);
  }

  @Test
  void appendsWithTheTimeOfItsClock() {
    clock.advance(Duration.ofSeconds(5));

    Appended appended = topics.append("t", Publications.text("hello"));

    assertThat(appended.topic()).isSameAs(topics.find("t"));
    assertThat(appended.message().offset()).isEqualTo(1);
    assertThat(appended.message().timeMillis()).isEqualTo(clock.epochMillis());
    assertThat(appended.message().publishedNanos()).isEqualTo(clock.nanoTime());
    assertThat(appended.id()).isEqualTo(appended.topic().position(1).text());
  }

  @Test
  void keepsEpochsWithinTheirBits() {
    TopicRegistry negative = new TopicRegistry(Registries.ROOMY, clock, () -> -1);

    Topic topic = negative.topic("t");

    assertThat(topic.epoch()).isEqualTo((1L << Position.EPOCH_BITS) - 1);
    assertThat(Position.parse(topic.position(1).text())).isEqualTo(topic.position(1));
  }

  @Test
  void beginsANewLifeAfterADelete() {
    Topic first = topics.append("t", Publications.text("1")).topic();

    assertThat(topics.delete("t")).isTrue();

    assertThat(first.isSealed()).isTrue();
    assertThat(topics.find("t")).isNull();
    assertThat(topics.count()).isZero();
    assertThat(topics.heldBytes()).isZero();
    Appended next = topics.append("t", Publications.text("2"));
    assertThat(next.topic().epoch()).isNotEqualTo(first.epoch());
    assertThat(next.message().offset()).isEqualTo(1);
  }

  @Test
  void deletesWhatNobodyCouldTellButSaysSo() {
    assertThat(topics.delete("never")).isFalse();
    topics.topic("empty");
    assertThat(topics.delete("empty")).isFalse();
    assertThat(topics.count()).isZero();
  }

  @Test
  void givesTheSameSuccessorToAllWhoWereThere() {
    Topic ended = topics.append("t", Publications.text("1")).topic();
    topics.delete("t");

    Topic next = topics.successor(ended);

    assertThat(next).isNotSameAs(ended);
    assertThat(topics.successor(ended)).isSameAs(next);
    assertThat(topics.find("t")).isSameAs(next);
    assertThat(topics.count()).isEqualTo(1);
  }

  @Test
  void listsWhatAClientCouldTell() {
    Topic held = topics.append("held", Publications.text("1")).topic();
    Topic subscribed = topics.topic("subscribed");
    subscribed.addListener(new FixedListener(1));
    topics.topic("neither").addListener(new FixedListener(0));

    assertThat(topics.visible()).containsExactlyInAnyOrder(held, subscribed);
    assertThat(topics.count()).isEqualTo(3);
  }

  @Test
  void countsTheMessagesHeldByAllTopics() {
    topics.append("a", Publications.text("1"));
    topics.append("a", Publications.text("2"));
    topics.append("b", Publications.text("3"));
    assertThat(topics.heldMessages()).isEqualTo(3);

    topics.delete("a");

    assertThat(topics.heldMessages()).isEqualTo(1);
  }

  @Test
  void retiresWhatNobodyUsed() {
    Topic topic = topics.append("t", Publications.text("1")).topic();
    clock.advance(Registries.IDLE_TIMEOUT);
    topics.retireIdle();
    assertThat(topic.isSealed()).isFalse();

    clock.advance(Duration.ofNanos(1));
    topics.retireIdle();

    assertThat(topic.isSealed()).isTrue();
    assertThat(topics.find("t")).isNull();
    assertThat(topics.count()).isZero();
    assertThat(topics.heldBytes()).isZero();
  }

  @Test
  void doesNotRetireWhatIsPublishedTo() {
    for (int i = 0; i < 10; i++) {
      topics.append("t", Publications.text("1"));
      clock.advance(Registries.IDLE_TIMEOUT);
      topics.retireIdle();
    }

    assertThat(topics.topic("t").lastOffset()).isEqualTo(10);
  }

  @Test
  void doesNotRetireWhatIsListenedTo() {
    Topic topic = topics.topic("t");
    FixedListener listener = new FixedListener(0);
    topic.addListener(listener);
    clock.advance(Duration.ofDays(1));

    topics.retireIdle();
    assertThat(topics.find("t")).isSameAs(topic);

    topic.removeListener(listener);
    topics.retireIdle();
    assertThat(topics.find("t")).isNull();
  }

  @Test
  void doesNotRetireWhatWasTouched() {
    Topic topic = topics.topic("t");
    clock.advance(Duration.ofDays(1));
    topic.touch(clock.nanoTime());

    topics.retireIdle();

    assertThat(topics.find("t")).isSameAs(topic);
  }

  @Test
  void refusesOneTopicTooMany() {
    TopicRegistry two =
        Registries.registry(new TopicLimits(10, 1000, 2, 1 << 20, Duration.ofMinutes(1)), clock);
    two.topic("a");
    two.admit(List.of("a", "b"));

    assertThatThrownBy(() -> two.admit(List.of("a", "c")))
        .isInstanceOf(TopicLimitException.class)
        .hasMessage("the limit of 2 topics is reached")
        .extracting(e -> ((TopicLimitException) e).bound())
        .isEqualTo(TopicLimitException.Bound.TOPICS);
    assertThat(two.find("c")).isNull();
    assertThat(two.count()).isEqualTo(2);

    two.delete("b");
    two.admit(List.of("c"));
    assertThat(two.count()).isEqualTo(2);
  }

  @Test
  void refusesMessagesWhereAllTopicsTogetherAreFull() {
    TopicRegistry small =
        Registries.registry(new TopicLimits(10, 1000, 10, 500, Duration.ofMinutes(1)), clock);
    for (int i = 0; small.heldBytes() < 500; i++) {
      small.admit(List.of("t" + i));
      small.append("t" + i, Publications.ofSize(100));
    }

    assertThatThrownBy(() -> small.admit(List.of("t0")))
        .isInstanceOf(TopicLimitException.class)
        .hasMessage("topics hold 500 bytes together, the most that is allowed")
        .extracting(e -> ((TopicLimitException) e).bound())
        .isEqualTo(TopicLimitException.Bound.MEMORY);

    small.delete("t0");
    small.admit(List.of("t0"));
  }

  @Test
  void appendsWhatWasAdmittedThoughItsTopicEndedMeanwhile() {
    topics.admit(List.of("t"));
    topics.delete("t");

    Appended appended = topics.append("t", Publications.text("1"));

    assertThat(topics.find("t")).isSameAs(appended.topic());
    assertThat(topics.count()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1, 1", "1, 0, 1, 1", "1, 1, 0, 1", "1, 1, 1, 0", "-1, 1, 1, 1"})
  void refusesLimitsBelowOne(int messages, long bytes, int topicCount, long totalBytes) {
    assertThatThrownBy(
            () -> new TopicLimits(messages, bytes, topicCount, totalBytes, Duration.ofMinutes(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limits begin at 1");
  }

  private record FixedListener(int count) implements TopicListener {
    @Override
    public void onChange() {}

    @Override
    public int subscribers(Transport transport) {
      return transport == Transport.WS ? count : 0;
    }
  }
}
