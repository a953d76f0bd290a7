package dev.sluice.core.fanout;

import dev.sluice.core.metrics.FanoutMetrics;
import dev.sluice.core.metrics.Transport;
import dev.sluice.core.time.ManualClock;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Publications;
import dev.sluice.core.topic.Registries;
import dev.sluice.core.topic.Topic;
import dev.sluice.core.topic.TopicRegistry;
import org.jspecify.annotations.Nullable;

/**
 * A loop on the smallest executor there is, one field: it adds no order of its own that could hide
 * what the loop's flags lack. One thread at a time is the loop.
 */
final class StressedLoop implements LoopExecutor {
  private final ManualClock clock = new ManualClock();
  private final TopicRegistry topics = Registries.registry(Registries.ROOMY, clock);
  private final FanoutLoop<Integer> loop =
      new FanoutLoop<>(this, topics, FanoutMetrics.NONE, clock);

  /** Volatile, as little as an executor can be: who schedules publishes the task. */
  private volatile @Nullable Runnable scheduled;

  @Override
  public boolean inLoop() {
    return true;
  }

  @Override
  public void executeAfterTurn(Runnable task) {
    scheduled = task;
  }

  /** From the beginning of the topic on. */
  CountingSink subscribe(String topic, CountingSink sink) {
    loop.subscribe(topic, topics.topic(topic).position(0), sink);
    return sink;
  }

  void publish(String topic) {
    topics.append(topic, Publications.ofSize(1));
  }

  void delete(String topic) {
    topics.delete(topic);
  }

  /** Does what is scheduled; true where there was something. */
  boolean turn() {
    Runnable task = scheduled;
    if (task == null) {
      return false;
    }
    scheduled = null;
    task.run();
    return true;
  }

  /** Goes on for as long as it is woken. */
  void crank() {
    boolean more;
    do {
      more = turn();
    } while (more);
  }

  /** Counts what it gets; a batch is its number of messages. */
  static final class CountingSink implements Sink<Integer>, WireFormat<Integer> {
    int messages;
    int gaps;

    @Override
    public WireFormat<Integer> format() {
      return this;
    }

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void onBatch(Subscription<Integer> subscription, Integer batch) {
      messages += batch;
    }

    @Override
    public void onGap(Subscription<Integer> subscription, Gap gap) {
      gaps++;
    }

    @Override
    public Transport transport() {
      return Transport.WS;
    }

    @Override
    public Integer encode(Topic topic, MessageRange range) {
      return range.size();
    }

    @Override
    public int sizeOf(Integer batch) {
      return batch;
    }

    @Override
    public void release(Integer batch) {}
  }
}
