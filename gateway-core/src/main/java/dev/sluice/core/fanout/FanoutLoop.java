package dev.sluice.core.fanout;

import dev.sluice.core.metrics.FanoutMetrics;
import dev.sluice.core.time.GatewayClock;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Position;
import dev.sluice.core.topic.Topic;
import dev.sluice.core.topic.TopicRegistry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of one event loop. Belongs to the loop; only {@link #enqueue} is called by other
 * threads.
 *
 * <p>However many messages arrive while the loop is busy, it is woken once: the first lane that
 * becomes dirty schedules a drain, and the drain clears the flag before it looks at the queue.
 *
 * @param <B> the encoded batch
 */
public final class FanoutLoop<B> {
  private static final int QUEUE_CHUNK = 128;
  private static final int WRITES_PER_TURN = 1024;
  private static final int BATCH_MESSAGES = 1024;
  private static final int BATCH_BYTES = 64 * 1024;
  private static final VarHandle SCHEDULED;

  static {
    try {
      SCHEDULED =
          MethodHandles.lookup().findVarHandle(FanoutLoop.class, "scheduled", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final LoopExecutor executor;
  private final TopicRegistry topics;
  private final FanoutMetrics metrics;
  private final GatewayClock clock;
  private final Map<String, Lane<B>> lanes = new HashMap<>();
  private final MpscUnboundedArrayQueue<Lane<B>> dirtyLanes =
      new MpscUnboundedArrayQueue<>(QUEUE_CHUNK);
  private final MessageRange range = new MessageRange(BATCH_MESSAGES, BATCH_BYTES);
  private final TurnBudget budget = new TurnBudget(WRITES_PER_TURN);
  private final Runnable drain = this::drain;

  /**
   * Volatile: an offer to the queue comes before looking at it, clearing it before looking at the
   * queue.
   */
  @SuppressWarnings("unused") // through SCHEDULED
  private volatile boolean scheduled;

  /** Makes a loop without lanes. */
  public FanoutLoop(
      LoopExecutor executor, TopicRegistry topics, FanoutMetrics metrics, GatewayClock clock) {
    this.executor = executor;
    this.topics = topics;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Begins to give a topic's messages to a sink, those after a position; never from within this
   * call. A position in another life of the topic, or before what is held, is answered with a gap
   * notice first.
   *
   * @param topicName of a topic that was there a moment ago
   */
  public Subscription<B> subscribe(String topicName, Position start, Sink<B> sink) {
    return subscribe(topicName, start, null, sink);
  }

  /**
   * The same for who is to be told first that messages before its start are kept from it.
   *
   * @param gap that ends at the start, null for none
   */
  public Subscription<B> subscribe(
      String topicName, Position start, @Nullable Gap gap, Sink<B> sink) {
    assert executor.inLoop();
    Lane<B> lane = lanes.get(topicName);
    if (lane == null) {
      lane = new Lane<>(this, topics.admitted(topicName));
      lanes.put(topicName, lane);
    }
    return lane.subscribe(start, gap, sink);
  }

  /** Lets lanes go that nobody subscribes to. To be called now and then. */
  public void closeEmptyLanes() {
    assert executor.inLoop();
    lanes.values().removeIf(this::closeIfEmpty);
  }

  /** How many topics it serves. */
  public int laneCount() {
    assert executor.inLoop();
    return lanes.size();
  }

  /** Puts a lane in line for a turn; any thread. */
  void enqueue(Lane<B> lane) {
    dirtyLanes.offer(lane);
    schedule();
  }

  boolean inLoop() {
    return executor.inLoop();
  }

  MessageRange range() {
    return range;
  }

  FanoutMetrics metrics() {
    return metrics;
  }

  long nanoTime() {
    return clock.nanoTime();
  }

  Topic successor(Topic ended) {
    return topics.successor(ended);
  }

  private void schedule() {
    if (!scheduled && SCHEDULED.compareAndSet(this, false, true)) {
      executor.executeAfterTurn(drain);
    }
  }

  private void drain() {
    assert executor.inLoop();
    scheduled = false;
    budget.renew();
    try {
      for (int waiting = dirtyLanes.size(); waiting > 0 && !budget.isSpent(); waiting--) {
        turn(dirtyLanes.poll());
      }
    } finally { // a sink that fails holds up nobody
      range.clear();
      if (!dirtyLanes.isEmpty()) {
        schedule();
      }
    }
  }

  private void turn(Lane<B> lane) {
    boolean more = true;
    try {
      more = lane.turn(budget);
    } finally {
      if (more) {
        lane.onChange();
      }
    }
  }

  private boolean closeIfEmpty(Lane<B> lane) {
    if (lane.isEmpty()) {
      lane.close();
      return true;
    }
    return false;
  }
}
