package dev.sluice.core.topic;

import dev.sluice.core.time.GatewayClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jctools.maps.NonBlockingHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every topic by its name, made when first used. A topic that ends is sealed before its name is
 * free again, so that no message is lost between two lives: an append succeeds in one of them, or
 * is tried again. Any thread.
 */
public final class TopicRegistry {
  private final TopicLimits limits;
  private final GatewayClock clock;
  private final LongSupplier randomLongs;
  private final RingMemory memory;
  private final ConcurrentMap<String, Topic> topics = new NonBlockingHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  /**
   * Makes an empty registry.
   *
   * @param randomLongs gives each life its epoch; safe for any thread
   */
  public TopicRegistry(TopicLimits limits, GatewayClock clock, LongSupplier randomLongs) {
    this.limits = limits;
    this.clock = clock;
    this.randomLongs = randomLongs;
    this.memory = new RingMemory(limits.maxTotalBytes());
  }

  /** The topic of that name, null where there is none. */
  public @Nullable Topic find(String name) {
    Topic topic = topics.get(name);
    return topic == null || topic.isSealed() ? null : topic;
  }

  /**
   * The topic of that valid name, made where there is none.
   *
   * @throws TopicLimitException if there are too many topics
   */
  public Topic topic(String name) {
    Topic found = find(name);
    if (found != null) {
      return found;
    }
    if (count.get() >= limits.maxTopics()) {
      throw new TopicLimitException(
          TopicLimitException.Bound.TOPICS,
          "the limit of " + limits.maxTopics() + " topics is reached");
    }
    return admitted(name);
  }

  /**
   * The topic that follows one that has ended; bounded by the number of those who were subscribed
   * to that.
   */
  public Topic successor(Topic ended) {
    remove(ended);
    return admitted(ended.name());
  }

  /**
   * Checks that there is room for a message in each of these topics, and makes those that are
   * missing.
   *
   * @throws TopicLimitException if there are too many topics, or they hold too much together
   */
  public void admit(Iterable<String> names) {
    if (!memory.hasRoom()) {
      throw new TopicLimitException(
          TopicLimitException.Bound.MEMORY,
          "topics hold " + limits.maxTotalBytes() + " bytes together, the most that is allowed");
    }
    names.forEach(this::topic);
  }

  /** Appends a message to a topic that was admitted; made again should it have ended meanwhile. */
  public Appended append(String name, Publication publication) {
    long nowNanos = clock.nanoTime();
    long timeMillis = clock.epochMillis();
    Topic topic = admitted(name);
    Message message;
    while ((message = topic.tryAppend(publication, timeMillis, nowNanos)) == null) {
      topic = successor(topic);
    }
    return new Appended(topic, message);
  }

  /**
   * Ends a topic's life; who is subscribed is told. False where there was none that a client could
   * tell.
   */
  public boolean delete(String name) {
    Topic topic = find(name);
    if (topic == null) {
      return false;
    }
    boolean visible = topic.isVisible();
    topic.seal();
    remove(topic);
    return visible;
  }

  /** Ends the topics that nobody used for the configured time. To be called now and then. */
  public void retireIdle() {
    long since = clock.nanoTime() - limits.idleTimeout().toNanos();
    for (Topic topic : topics.values()) {
      if (topic.trySealIdle(since)) {
        remove(topic);
      }
    }
  }

  /** Those topics that hold messages or have subscribers, in no order. */
  public List<Topic> visible() {
    List<Topic> visible = new ArrayList<>();
    for (Topic topic : topics.values()) {
      if (!topic.isSealed() && topic.isVisible()) {
        visible.add(topic);
      }
    }
    return visible;
  }

  /** How many topics there are, those that nobody can tell included. */
  public int count() {
    return count.get();
  }

  /** Messages that all topics hold. */
  public long heldMessages() {
    long sum = 0;
    for (Topic topic : topics.values()) {
      sum += topic.heldMessages();
    }
    return sum;
  }

  /** Bytes that all topics hold, with what a message costs beside its data. */
  public long heldBytes() {
    return memory.heldBytes();
  }

  /** The topic of a name that was let in already, made again should it have ended meanwhile. */
  public Topic admitted(String name) {
    Topic present = topics.get(name);
    while (present == null || present.isSealed()) {
      if (present != null) {
        remove(present);
      }
      Topic fresh = create(name);
      present = topics.putIfAbsent(name, fresh);
      if (present == null) {
        count.incrementAndGet();
        return fresh;
      }
    }
    return present;
  }

  private Topic create(String name) {
    long epoch = randomLongs.getAsLong() & ((1L << Position.EPOCH_BITS) - 1);
    TopicRing ring = new TopicRing(limits.maxMessages(), limits.maxBytes(), memory);
    return new Topic(name, epoch, ring, clock.nanoTime());
  }

  private void remove(Topic ended) {
    if (topics.remove(ended.name(), ended)) {
      count.decrementAndGet();
    }
  }

  /**
   * A message and where it went.
   *
   * @param topic the life of the topic that took it
   * @param message as appended
   */
  public record Appended(Topic topic, Message message) {
    /** The message's cursor. */
    public String id() {
      return topic.position(message.offset()).text();
    }
  }
}
