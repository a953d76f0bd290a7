package dev.sluice.core.topic;

/** A ring with its memory account, and what the stress tests do with it. Any thread. */
final class StressedRing {
  /** What {@link #readAfter} answers where a message is not the one that belongs there. */
  static final int WRONG = -1;

  private static final int MOST_READ = 64;

  final RingMemory memory = new RingMemory(Long.MAX_VALUE);
  final TopicRing ring;

  StressedRing(int maxMessages, long maxBytes, int messages, int bytesEach) {
    ring = new TopicRing(maxMessages, maxBytes, memory);
    for (int i = 0; i < messages; i++) {
      append(bytesEach);
    }
  }

  /** The message's offset, 0 where the ring has ended. */
  int append(int bytes) {
    Message message = ring.tryAppend(Publications.ofSize(bytes), bytes, bytes);
    return message == null ? 0 : (int) message.offset();
  }

  /** As a topic ends: behind whatever is the newest. */
  void seal() {
    while (!ring.trySeal(ring.last())) {
      Thread.onSpinWait();
    }
  }

  /** How many messages there are to read after an offset, or {@link #WRONG}. */
  int readAfter(long after) {
    MessageRange range = new MessageRange(MOST_READ, Long.MAX_VALUE);
    ring.read(after, Long.MAX_VALUE, range);
    for (int i = 0; i < range.size(); i++) {
      Message message = range.get(i);
      boolean whole =
          message.timeMillis() == message.size() && message.publishedNanos() == message.size();
      boolean follows = i == 0 || message.startBytes() == range.get(i - 1).endBytes();
      if (message.offset() != after + 1 + i || !whole || !follows) {
        return WRONG;
      }
    }
    return range.size();
  }

  /** Messages that are held, counted from the oldest on. */
  int held() {
    return readAfter(ring.first() - 1);
  }

  /** Whether the account is the weight of what is held, and nothing else is to be read. */
  boolean isExact() {
    MessageRange range = new MessageRange(MOST_READ, Long.MAX_VALUE);
    ring.read(ring.first() - 1, Long.MAX_VALUE, range);
    long weight = 0;
    for (int i = 0; i < range.size(); i++) {
      weight += RingMemory.weight(range.get(i));
    }
    return memory.heldBytes() == weight && ring.heldBytes() == range.bytes();
  }
}
