package dev.sluice.core.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Race;
import dev.sluice.core.metrics.FanoutMetrics;
import dev.sluice.core.time.ManualClock;
import dev.sluice.core.topic.InvalidTopicException;
import dev.sluice.core.topic.Publication;
import dev.sluice.core.topic.Publications;
import dev.sluice.core.topic.Registries;
import dev.sluice.core.topic.Topic;
import dev.sluice.core.topic.TopicLimitException;
import dev.sluice.core.topic.TopicLimits;
import dev.sluice.core.topic.TopicRegistry;
import dev.sluice.core.topic.TopicRegistry.Appended;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;

class PublisherTest {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int MAX_KEYS = 4;
  private static final int MAX_TOPICS = 4;
  private static final Publication HELLO = Publications.text("hello");

  private final ManualClock clock = new ManualClock();
  private final TopicRegistry topics = Registries.registry(
      new TopicLimits(100, 1000, MAX_TOPICS, Long.MAX_VALUE, Duration.ofHours(1)), clock);
  private final IdempotencyWindow window = new IdempotencyWindow(WINDOW, MAX_KEYS, clock);
  private final AtomicInteger publishedBytes = new AtomicInteger();
  private final Publisher publisher =
      new Publisher(new LocalBackplane(topics), window, new FanoutMetrics() {
        @Override
        public void onPublished(int bytes) {
          publishedBytes.addAndGet(bytes);
        }
      });

  @Test
  void publishesToOneTopic() {
    Appended appended = publisher.publish("t", HELLO, null);

    assertThat(appended.topic()).isSameAs(topics.find("t"));
    assertThat(appended.message().publication()).isSameAs(HELLO);
    assertThat(publishedBytes).hasValue(5);
  }

  @Test
  void publishesToSeveralTopicsInTheirOrder() {
    List<Appended> appended = publisher.publish(List.of("b", "a", "b"), HELLO, null);

    assertThat(appended).extracting(one -> one.topic().name()).containsExactly("b", "a", "b");
    assertThat(appended).extracting(one -> one.message().offset()).containsExactly(1L, 1L, 2L);
    assertThat(publishedBytes).hasValue(15);
  }

  @Test
  void publishesNothingWhereOneTopicIsNotValid() {
    assertThatThrownBy(() -> publisher.publish(List.of("a", "b..c"), HELLO, null))
        .isInstanceOf(InvalidTopicException.class);

    assertNothingPublished();
  }

  @Test
  void publishesNothingWhereOneTopicIsOneTooMany() {
    List<String> tooMany = List.of("a", "b", "c", "d", "e");

    assertThatThrownBy(() -> publisher.publish(tooMany, HELLO, null))
        .isInstanceOf(TopicLimitException.class);

    assertNothingPublished();
  }

  @Test
  void publishesNothingWhereOneKeyIsOneTooMany() {
    fillWindow(MAX_KEYS - 1);

    assertThatThrownBy(() -> publisher.publish(List.of("a", "b"), HELLO, "key"))
        .isInstanceOf(IdempotencyLimitException.class);

    assertThat(topics.visible()).extracting(Topic::name).containsExactly("full");
    assertThat(window.size()).isEqualTo(MAX_KEYS - 1);
  }

  @Test
  void answersTheSameToTheSameKey() {
    Appended first = publisher.publish("t", HELLO, "key");
    Appended second = publisher.publish("t", Publications.text("other"), "key");

    assertThat(second).isSameAs(first);
    assertThat(topics.topic("t").lastOffset()).isEqualTo(1);
    assertThat(publishedBytes).hasValue(5);
  }

  @Test
  void countsAKeyPerTopic() {
    publisher.publish("a", HELLO, "key");
    publisher.publish("b", HELLO, "key");
    publisher.publish("b", HELLO, "other");

    assertThat(topics.topic("a").lastOffset()).isEqualTo(1);
    assertThat(topics.topic("b").lastOffset()).isEqualTo(2);
  }

  @Test
  void answersTheSameToARepetitionForSeveralTopics() {
    Appended a = publisher.publish("a", HELLO, "key");

    List<Appended> both = publisher.publish(List.of("a", "b", "a"), HELLO, "key");

    assertThat(both.get(0)).isSameAs(a);
    assertThat(both.get(2)).isSameAs(a);
    assertThat(both.get(1).message().offset()).isEqualTo(1);
    assertThat(topics.topic("a").lastOffset()).isEqualTo(1);
  }

  @Test
  void answersTheSameThoughTheTopicHasEnded() {
    Appended first = publisher.publish("t", HELLO, "key");
    topics.delete("t");

    assertThat(publisher.publish("t", HELLO, "key")).isSameAs(first);
  }

  @Test
  void forgetsAKeyAfterItsWindow() {
    publisher.publish("t", HELLO, "key");
    clock.advance(WINDOW.minusNanos(1));
    publisher.publish("t", HELLO, "key");
    assertThat(topics.topic("t").lastOffset()).isEqualTo(1);

    clock.advance(Duration.ofNanos(1));
    publisher.publish("t", HELLO, "key");

    assertThat(topics.topic("t").lastOffset()).isEqualTo(2);
    assertThat(window.size()).isEqualTo(1);
  }

  @Test
  void aRepetitionDoesNotProlongTheWindow() {
    publisher.publish("t", HELLO, "key");
    clock.advance(WINDOW.dividedBy(2));
    publisher.publish("t", HELLO, "key");
    clock.advance(WINDOW.dividedBy(2));
    publisher.publish("t", HELLO, "key");

    assertThat(topics.topic("t").lastOffset()).isEqualTo(2);
  }

  @Test
  void refusesNewKeysWhereTheWindowIsFullButKnowsTheOld() {
    fillWindow(MAX_KEYS);

    assertThatThrownBy(() -> publisher.publish("full", HELLO, "new"))
        .isInstanceOf(IdempotencyLimitException.class)
        .hasMessage("the limit of 4 idempotency keys in their window is reached");
    assertThat(publisher.publish("full", HELLO, "0").message().offset()).isEqualTo(1);
    assertThat(publisher.publish("full", HELLO, null).message().offset()).isEqualTo(5);

    clock.advance(WINDOW);
    assertThat(publisher.publish("full", HELLO, "new").message().offset()).isEqualTo(6);
    assertThat(window.size()).isEqualTo(1);
  }

  @Test
  void forgetsAKeyWhosePublishingFailed() {
    Backplane failing = new Backplane() {
      @Override
      public void admit(List<String> names) {}

      @Override
      public Appended append(String topic, Publication publication) {
        throw new IllegalStateException("on purpose");
      }
    };
    Publisher unlucky = new Publisher(failing, window, FanoutMetrics.NONE);

    assertThatThrownBy(() -> unlucky.publish("t", HELLO, "key"))
        .isInstanceOf(IllegalStateException.class);

    assertThat(window.size()).isZero();
    assertThat(publisher.publish("t", HELLO, "key").message().offset()).isEqualTo(1);
  }

  @Test
  void publishesOnceForOneKeyAtTheSameTime() throws Exception {
    int publishers = 4;
    int rounds = 2000;
    IdempotencyWindow roomy = new IdempotencyWindow(WINDOW, Integer.MAX_VALUE, clock);
    Publisher shared = new Publisher(new LocalBackplane(topics), roomy, FanoutMetrics.NONE);
    AtomicReferenceArray<Appended> answers = new AtomicReferenceArray<>(rounds);

    new Race()
        .with(publishers, number -> {
          for (int round = 0; round < rounds; round++) {
            Appended answer = shared.publish("t", HELLO, "key" + round);
            boolean first = answers.compareAndSet(round, null, answer);
            assertThat(first || answers.get(round) == answer).isTrue();
          }
        })
        .run();

    assertThat(topics.topic("t").lastOffset()).isEqualTo(rounds);
    assertThat(roomy.size()).isEqualTo(rounds);
  }

  private void fillWindow(int keys) {
    for (int key = 0; key < keys; key++) {
      publisher.publish("full", HELLO, String.valueOf(key));
    }
  }

  private void assertNothingPublished() {
    assertThat(topics.visible()).isEmpty();
    assertThat(topics.heldBytes()).isZero();
    assertThat(publishedBytes).hasValue(0);
  }
}
