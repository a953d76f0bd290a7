package dev.sluice.core.publish;

import dev.sluice.core.time.GatewayClock;
import dev.sluice.core.topic.TopicRegistry.Appended;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Remembers for a while what was published under a key, so that a publisher that repeats a request
 * publishes once. Any thread. Two requests with one key at the same time: the second waits for the
 * first's append, which is short.
 *
 * <p>It is bounded by refusing new keys, not by forgetting old ones early: a key that was forgotten
 * would publish twice.
 */
public final class IdempotencyWindow {
  private final ConcurrentHashMap<Key, Entry> entries = new ConcurrentHashMap<>();
  private final Queue<Entry> oldestFirst = new ConcurrentLinkedQueue<>();
  private final long windowNanos;
  private final int maxKeys;
  private final GatewayClock clock;

  /** Makes an empty window. */
  public IdempotencyWindow(Duration window, int maxKeys, GatewayClock clock) {
    this.windowNanos = window.toNanos();
    this.maxKeys = maxKeys;
    this.clock = clock;
  }

  /**
   * Checks that there is room for a key in each of these topics; may be passed by what is under way
   * in other threads.
   *
   * @throws IdempotencyLimitException if it is new in some, and there are too many
   */
  void admit(List<String> topics, String text) {
    forgetExpired();
    long fresh =
        topics.stream().filter(t -> !entries.containsKey(new Key(t, text))).count();
    if (fresh > 0 && entries.mappingCount() + fresh > maxKeys) {
      throw new IdempotencyLimitException(maxKeys);
    }
  }

  /** Publishes once per topic and key; both were admitted. */
  Appended once(String topic, String text, Supplier<Appended> publish) {
    Key key = new Key(topic, text);
    return entries.computeIfAbsent(key, k -> remember(k, publish)).appended;
  }

  /** Keys remembered. */
  public int size() {
    return entries.size();
  }

  private Entry remember(Key key, Supplier<Appended> publish) {
    Entry entry = new Entry(key, publish.get(), clock.nanoTime() + windowNanos);
    oldestFirst.add(entry);
    return entry;
  }

  private void forgetExpired() {
    long now = clock.nanoTime();
    Entry oldest = oldestFirst.peek();
    while (oldest != null && oldest.expiresNanos - now <= 0 && oldestFirst.remove(oldest)) {
      entries.remove(oldest.key, oldest);
      oldest = oldestFirst.peek();
    }
  }

  private record Key(String topic, String text) {}

  private record Entry(Key key, Appended appended, long expiresNanos) {}
}
