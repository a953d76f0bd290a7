package dev.sluice.core.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.metrics.Transport;
import org.junit.jupiter.api.Test;

class TopicTest {
  private final RingMemory memory = new RingMemory(Long.MAX_VALUE);
  private final Topic topic = new Topic("t", 7, new TopicRing(10, 1000, memory), 0);

  @Test
  void countsWhatItHolds() {
    append(25, 4);

    assertThat(topic.firstOffset()).isEqualTo(16);
    assertThat(topic.lastOffset()).isEqualTo(25);
    assertThat(topic.heldMessages()).isEqualTo(10);
    assertThat(topic.heldBytes()).isEqualTo(40);
  }

  @Test
  void namesPositionsInItsLife() {
    assertThat(topic.position(3)).isEqualTo(new Position(Position.keyOf("t"), 7, 3));
  }

  @Test
  void readsOnFromWhereAReaderIs() {
    append(5, 1);
    MessageRange range = new MessageRange(100, 1000);

    assertThat(topic.read(2, Long.MAX_VALUE, range)).isEqualTo(2);

    assertThat(range.size()).isEqualTo(3);
    assertThat(range.get(0).offset()).isEqualTo(3);
  }

  @Test
  void readsFromTheOldestForAReaderThatWasLapped() {
    append(25, 1);
    MessageRange range = new MessageRange(100, 1000);

    assertThat(topic.read(3, Long.MAX_VALUE, range)).isEqualTo(15);

    assertThat(range.size()).isEqualTo(10);
    assertThat(range.get(0).offset()).isEqualTo(16);
  }

  @Test
  void findsTheLastMessageBeforeATime() {
    assertThat(topic.lastOffsetBefore(100)).as("where there is none").isZero();
    for (int i = 1; i <= 25; i++) {
      topic.tryAppend(Publications.text("x"), i * 10L, 0);
    }

    assertThat(topic.lastOffsetBefore(0)).as("held from 16 on").isEqualTo(15);
    assertThat(topic.lastOffsetBefore(160)).isEqualTo(15);
    assertThat(topic.lastOffsetBefore(161)).isEqualTo(16);
    assertThat(topic.lastOffsetBefore(170)).isEqualTo(16);
    assertThat(topic.lastOffsetBefore(205)).isEqualTo(20);
    assertThat(topic.lastOffsetBefore(250)).isEqualTo(24);
    assertThat(topic.lastOffsetBefore(Long.MAX_VALUE)).isEqualTo(25);
  }

  @Test
  void readsNothingAtItsEnd() {
    append(25, 1);
    MessageRange range = new MessageRange(100, 1000);

    assertThat(topic.read(25, Long.MAX_VALUE, range)).isEqualTo(25);

    assertThat(range.isEmpty()).isTrue();
  }

  @Test
  void tellsALappedReaderEvenWhereItMayNotReadSoFar() {
    append(25, 1);
    MessageRange range = new MessageRange(100, 1000);

    assertThat(topic.read(3, 5, range)).isEqualTo(15);

    assertThat(range.isEmpty()).isTrue();
  }

  @Test
  void tellsItsListenersOfAppendsAndOfItsEnd() {
    CountingListener first = new CountingListener(0);
    CountingListener second = new CountingListener(0);
    topic.addListener(first);
    append(2, 1);
    topic.addListener(second);
    append(1, 1);
    topic.removeListener(first);
    append(1, 1);
    topic.seal();

    assertThat(first.changes).isEqualTo(3);
    assertThat(second.changes).isEqualTo(3);
  }

  @Test
  void doesNotTellOfAnAppendThatItRefused() {
    CountingListener listener = new CountingListener(0);
    topic.seal();
    topic.addListener(listener);

    assertThat(topic.tryAppend(Publications.text("late"), 0, 0)).isNull();
    assertThat(listener.changes).isZero();
  }

  @Test
  void sumsTheSubscribersOfItsListeners() {
    topic.addListener(new CountingListener(2));
    topic.addListener(new CountingListener(3));

    assertThat(topic.subscribers(Transport.SSE)).isEqualTo(5);
    assertThat(topic.subscribers(Transport.WS)).isZero();
  }

  @Test
  void isVisibleWithMessagesOrSubscribers() {
    assertThat(topic.isVisible()).isFalse();
    CountingListener listener = new CountingListener(1);
    topic.addListener(listener);
    assertThat(topic.isVisible()).isTrue();
    topic.removeListener(listener);
    assertThat(topic.isVisible()).isFalse();
    append(1, 0);
    assertThat(topic.isVisible()).isTrue();
    topic.seal();
    assertThat(topic.isVisible()).isFalse();
  }

  @Test
  void sealsItselfOnlyWhenIdle() {
    topic.touch(100);
    assertThat(topic.trySealIdle(100)).isFalse();

    CountingListener listener = new CountingListener(0);
    topic.addListener(listener);
    assertThat(topic.trySealIdle(101)).isFalse();
    topic.removeListener(listener);

    assertThat(topic.isSealed()).isFalse();
    assertThat(topic.trySealIdle(101)).isTrue();
    assertThat(topic.isSealed()).isTrue();
  }

  private void append(int messages, int bytes) {
    for (int i = 0; i < messages; i++) {
      assertThat(topic.tryAppend(Publications.ofSize(bytes), 0, 0)).isNotNull();
    }
  }

  private static final class CountingListener implements TopicListener {
    private final int sseSubscribers;
    int changes;

    CountingListener(int sseSubscribers) {
      this.sseSubscribers = sseSubscribers;
    }

    @Override
    public void onChange() {
      changes++;
    }

    @Override
    public int subscribers(Transport transport) {
      return transport == Transport.SSE ? sseSubscribers : 0;
    }
  }
}
