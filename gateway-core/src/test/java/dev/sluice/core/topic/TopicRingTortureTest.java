package dev.sluice.core.topic;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many producers and readers at once. Which message gets which offset is left to chance; that each
 * has exactly one, and that every reader sees them in one order or is told of its loss, is not.
 */
class TopicRingTortureTest {
  private static final int PRODUCERS = 4;
  private static final int APPENDS = 50_000;
  private static final int TOTAL = PRODUCERS * APPENDS;
  private static final int READERS = 2;

  private final RingMemory memory = new RingMemory(Long.MAX_VALUE);

  @ParameterizedTest
  @CsvSource({
    "1, 1000000", // nothing but the newest
    "2, 1000000",
    "7, 1000000", // below the first array
    "8, 1000000",
    "9, 1000000", // one growth by one
    "64, 1000000",
    "1000, 1000000",
    "1000000, 100000000", // every growth there is, and nothing is lost
    "64, 8", // evicted by bytes all the time, the array is replaced again and again
    "1000000, 100",
    "1000, 1600", // now one bound, now the other
  })
  void givesEveryMessageOneOffsetAndEveryReaderOneOrder(int maxMessages, long maxBytes)
      throws Exception {
    TopicRing ring = new TopicRing(maxMessages, maxBytes, memory);
    Topic topic = new Topic("t", 1, ring, 0);
    List<long[]> offsets = new ArrayList<>();
    List<Reader> readers = new ArrayList<>();
    for (int i = 0; i < PRODUCERS; i++) {
      offsets.add(new long[APPENDS]);
    }
    for (int i = 0; i < READERS; i++) {
      readers.add(new Reader(topic));
    }

    new Race()
        .with(PRODUCERS, producer -> produce(ring, producer, offsets.get(producer)))
        .with(READERS, reader -> readers.get(reader).readAll())
        .run();

    offsets.forEach(ofOne -> assertThat(ofOne).isSorted().doesNotHaveDuplicates());
    assertThat(offsets.stream().flatMapToLong(LongStream::of).sorted().toArray())
        .isEqualTo(LongStream.rangeClosed(1, TOTAL).toArray());
    assertThat(ring.last()).isEqualTo(TOTAL);
    assertHoldsItsMost(ring, maxMessages, maxBytes);
    readers.forEach(reader -> reader.assertSawAllBut(TOTAL));

    assertThat(ring.trySeal(TOTAL)).isTrue();
    assertThat(memory.heldBytes()).isZero();
  }

  /** The data is the producer's number and the message's, in two and five bytes. */
  private static void produce(TopicRing ring, int producer, long[] offsets) {
    for (int i = 0; i < APPENDS; i++) {
      Publication publication = Publications.text(producer + "," + (10_000 + i));
      offsets[i] = requireNonNull(ring.tryAppend(publication, i, producer)).offset();
    }
  }

  private void assertHoldsItsMost(TopicRing ring, int maxMessages, long maxBytes) {
    MessageRange held = new MessageRange(TOTAL, Long.MAX_VALUE);
    ring.read(ring.first() - 1, Long.MAX_VALUE, held);
    long weight = 0;
    for (int i = 0; i < held.size(); i++) {
      weight += RingMemory.weight(held.get(i));
    }
    long expected = Math.max(1, Math.min(Math.min(maxMessages, TOTAL), maxBytes / 7));
    assertThat(held.size()).isEqualTo((int) expected);
    assertThat(ring.heldBytes()).isEqualTo(7 * expected);
    assertThat(memory.heldBytes()).isEqualTo(weight);
  }

  /** Reads as far as it gets, and checks each step. One thread. */
  private static final class Reader {
    private final Topic topic;
    private final MessageRange range = new MessageRange(50, 1000);
    private final int[] newestOfProducer = new int[PRODUCERS];
    private long position;
    private long seen;
    private long missed;

    Reader(Topic topic) {
      this.topic = topic;
    }

    void readAll() {
      while (position < TOTAL) {
        long from = topic.read(position, Long.MAX_VALUE, range);
        assertThat(from).isGreaterThanOrEqualTo(position);
        missed += from - position;
        position = from;
        for (int i = 0; i < range.size(); i++) {
          see(range.get(i));
        }
        range.clear();
      }
    }

    private void see(Message message) {
      if (message.offset() != position + 1) {
        throw new AssertionError("expected " + (position + 1) + ", read " + message.offset());
      }
      String text = Publications.text(message);
      int producer = (int) message.publishedNanos();
      int number = Integer.parseInt(text.substring(2));
      if (text.charAt(0) - '0' != producer || number <= newestOfProducer[producer]) {
        throw new AssertionError(text + " after " + newestOfProducer[producer]);
      }
      newestOfProducer[producer] = number;
      position++;
      seen++;
    }

    void assertSawAllBut(long total) {
      assertThat(seen + missed).isEqualTo(total);
      assertThat(range.isEmpty()).isTrue();
    }
  }
}
