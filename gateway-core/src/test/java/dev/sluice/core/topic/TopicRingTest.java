package dev.sluice.core.topic;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicRingTest {
  private static final long NO_BYTE_BOUND = Long.MAX_VALUE;

  private final RingMemory memory = new RingMemory(Long.MAX_VALUE);

  @Test
  void isEmptyAtFirst() {
    TopicRing ring = ring(10, NO_BYTE_BOUND);

    assertThat(ring.last()).isZero();
    assertThat(ring.first()).isEqualTo(1);
    assertThat(ring.heldBytes()).isZero();
    assertThat(ring.isSealed()).isFalse();
    assertThat(readAfter(ring, 0).isEmpty()).isTrue();
  }

  @Test
  void keepsWhatWasPublishedAndWhen() {
    TopicRing ring = ring(10, NO_BYTE_BOUND);
    Publication publication = Publications.text("hello");

    Message message = requireNonNull(ring.tryAppend(publication, 1234, 5678));

    assertThat(message).isSameAs(readAfter(ring, 0).get(0));
    assertThat(message.offset()).isEqualTo(1);
    assertThat(message.publication()).isSameAs(publication);
    assertThat(message.timeMillis()).isEqualTo(1234);
    assertThat(message.publishedNanos()).isEqualTo(5678);
    assertThat(message.size()).isEqualTo(5);
  }

  /** Every way from the first small array over its copies to the one that wraps. */
  @ParameterizedTest
  @MethodSource("limits")
  void holdsExactlyTheNewestWhileItGrowsToItsLimit(int maxMessages) {
    TopicRing ring = ring(maxMessages, NO_BYTE_BOUND);
    for (int offset = 1; offset <= 3 * maxMessages + 20; offset++) {
      assertThat(append(ring, offset % 5).offset()).isEqualTo(offset);

      long oldest = Math.max(1, offset - maxMessages + 1);
      assertThat(ring.last()).isEqualTo(offset);
      assertThat(ring.first()).isEqualTo(oldest);
      if (maxMessages < 100 || offset % 97 == 0) {
        assertHolds(ring, oldest, offset);
      }
    }
    assertHolds(ring, ring.first(), ring.last());
  }

  static IntStream limits() {
    return IntStream.concat(IntStream.rangeClosed(1, 70), IntStream.of(1000));
  }

  /** Against the plainest model; small byte bounds move the oldest while the array still grows. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 15, 16, 17, 33, 64, 1000})
  void holdsWhatTheByteBoundAllows(int maxMessages) {
    Random random = new Random(maxMessages);
    for (int round = 0; round < 60; round++) {
      int maxBytes = 1 + random.nextInt(400);
      TopicRing ring = ring(maxMessages, maxBytes);
      Deque<Integer> model = new ArrayDeque<>();
      for (int offset = 1; offset <= 150; offset++) {
        int size = random.nextInt(8) == 0 ? random.nextInt(2 * maxBytes) : random.nextInt(20);
        append(ring, size);
        model.addLast(size);
        while (model.size() > maxMessages || (sum(model) > maxBytes && model.size() > 1)) {
          model.removeFirst();
        }

        assertThat(ring.last() + 1 - ring.first()).isEqualTo(model.size());
        assertThat(ring.heldBytes()).isEqualTo(sum(model));
        assertHolds(ring, ring.first(), offset);
      }
      assertThat(ring.trySeal(ring.last())).isTrue();
      assertThat(memory.heldBytes()).isZero();
    }
  }

  @Test
  void alwaysHoldsTheNewest() {
    TopicRing ring = ring(10, 100);
    append(ring, 10);
    append(ring, 5000);

    assertHolds(ring, 2, 2);
    assertThat(ring.heldBytes()).isEqualTo(5000);

    append(ring, 1);

    assertHolds(ring, 3, 3);
  }

  @Test
  void holdsExactlyAsManyBytesAsAreAllowed() {
    TopicRing ring = ring(10, 100);
    append(ring, 50);
    append(ring, 50);
    assertHolds(ring, 1, 2);

    append(ring, 1);

    assertHolds(ring, 2, 3);
  }

  @Test
  void letsGoOfWhatItEvicts() {
    TopicRing ring = ring(1000, 10);
    append(ring, 10);
    append(ring, 10);

    assertThat(memory.heldBytes())
        .isEqualTo(RingMemory.weight(readAfter(ring, 1).get(0)));
  }

  @Test
  void readsNothingBehindAnOffsetThatItNoLongerHolds() {
    TopicRing ring = ring(10, NO_BYTE_BOUND);
    appendMany(ring, 25);

    for (long after = 0; after < 15; after++) {
      assertThat(readAfter(ring, after).isEmpty()).isTrue();
      assertThat(ring.first()).isGreaterThan(after + 1);
    }
    for (long after = 15; after < 25; after++) {
      assertThat(readAfter(ring, after).get(0).offset()).isEqualTo(after + 1);
    }
    assertThat(readAfter(ring, 25).isEmpty()).isTrue();
    assertThat(readAfter(ring, 1000).isEmpty()).isTrue();
  }

  @Test
  void readsUpToABound() {
    TopicRing ring = ring(10, NO_BYTE_BOUND);
    appendMany(ring, 10);
    MessageRange range = new MessageRange(100, NO_BYTE_BOUND);

    ring.read(2, 5, range);

    assertThat(range.size()).isEqualTo(3);
    assertThat(range.newest().offset()).isEqualTo(5);
  }

  @Test
  void endsWithASeal() {
    TopicRing ring = ring(10, NO_BYTE_BOUND);
    appendMany(ring, 3);

    assertThat(ring.trySeal(3)).isTrue();

    assertThat(ring.isSealed()).isTrue();
    assertThat(ring.tryAppend(Publications.text("late"), 0, 0)).isNull();
    assertThat(ring.last()).isEqualTo(3);
    assertThat(ring.first()).isEqualTo(4);
    assertThat(ring.heldBytes()).isZero();
    assertThat(memory.heldBytes()).isZero();
  }

  /** At each fill level: empty, in the small array, full to the brim, wrapping. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 20, 21, 40})
  void endsAtEveryFillLevel(int messages) {
    TopicRing ring = ring(20, NO_BYTE_BOUND);
    appendMany(ring, messages);

    assertThat(ring.trySeal(messages)).isTrue();

    assertThat(ring.trySeal(messages)).as("again").isTrue();
    assertThat(ring.tryAppend(Publications.text("late"), 0, 0)).isNull();
    assertThat(memory.heldBytes()).isZero();
  }

  /** The seal takes the only slot, so the newest message can't be found any more. */
  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void refusesWhereTheSealTookTheSlotOfTheNewest() {
    TopicRing ring = ring(1, NO_BYTE_BOUND);
    appendMany(ring, 3);
    assertThat(ring.trySeal(3)).isTrue();

    assertThat(ring.tryAppend(Publications.text("late"), 0, 0)).isNull();
  }

  @Test
  void isNotSealedBehindAMessageThatIsNotTheNewestAnyMore() {
    TopicRing ring = ring(10, NO_BYTE_BOUND);
    appendMany(ring, 3);

    assertThat(ring.trySeal(2)).isFalse();

    assertThat(ring.isSealed()).isFalse();
    assertThat(append(ring, 1).offset()).isEqualTo(4);
  }

  /**
   * The slot that the stale offset had is empty again in the copied array, and belongs to a newer
   * offset.
   */
  @Test
  void isNotSealedByALateSealerWhenItGrewMeanwhile() {
    for (int messages = 1; messages < 40; messages++) {
      for (int stale = 0; stale < messages; stale++) {
        TopicRing ring = ring(100, 10);
        for (int i = 0; i < messages; i++) {
          append(ring, 10);
        }

        assertThat(ring.trySeal(stale)).as("behind %d of %d", stale, messages).isFalse();
        assertThat(append(ring, 10).offset()).isEqualTo(messages + 1);
        assertHolds(ring, messages + 1, messages + 1);
        assertThat(ring.trySeal(messages + 1)).isTrue();
      }
    }
  }

  private TopicRing ring(int maxMessages, long maxBytes) {
    return new TopicRing(maxMessages, maxBytes, memory);
  }

  private static void appendMany(TopicRing ring, int messages) {
    for (int i = 0; i < messages; i++) {
      append(ring, 1);
    }
  }

  private static Message append(TopicRing ring, int bytes) {
    return requireNonNull(ring.tryAppend(Publications.ofSize(bytes), 0, 0));
  }

  private void assertHolds(TopicRing ring, long oldest, long newest) {
    MessageRange range = readAfter(ring, oldest - 1);
    assertThat(range.size()).isEqualTo((int) (newest + 1 - oldest));
    long weight = 0;
    for (int i = 0; i < range.size(); i++) {
      assertThat(range.get(i).offset()).isEqualTo(oldest + i);
      weight += RingMemory.weight(range.get(i));
    }
    assertThat(ring.heldBytes()).isEqualTo(range.bytes());
    assertThat(memory.heldBytes()).isEqualTo(weight);
    if (oldest > 1) {
      assertThat(readAfter(ring, oldest - 2).isEmpty()).isTrue();
    }
  }

  private static MessageRange readAfter(TopicRing ring, long after) {
    MessageRange range = new MessageRange(2000, NO_BYTE_BOUND);
    ring.read(after, Long.MAX_VALUE, range);
    return range;
  }

  private static long sum(Deque<Integer> sizes) {
    return sizes.stream().mapToLong(Integer::longValue).sum();
  }
}
