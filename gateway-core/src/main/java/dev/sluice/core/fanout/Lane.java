package dev.sluice.core.fanout;

import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Position;
import dev.sluice.core.topic.Topic;
import dev.sluice.core.topic.TopicListener;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * One topic on one event loop. Belongs to the loop, but for {@link TopicListener}'s methods.
 *
 * <p>A turn does a bounded amount of work: it takes what is new in the ring, encodes it once for
 * each wire format, hands it to those in step, and helps those who are catching up by a batch each.
 * Messages that arrive meanwhile make the next batch larger, so the cost of a message falls as the
 * rate rises.
 *
 * <p>No wake-up is lost: an appender moves the ring's {@code last} and then looks at {@code dirty};
 * a turn clears {@code dirty} and then looks at {@code last}. Both are volatile, so one of them
 * sees the other.
 */
final class Lane<B> implements TopicListener {
  private static final VarHandle DIRTY;

  static {
    try {
      DIRTY = MethodHandles.lookup().findVarHandle(Lane.class, "dirty", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final FanoutLoop<B> loop;
  private final List<Group<B>> groups = new ArrayList<>(1);
  private final CatchUp<B> catchUp;
  private final AtomicIntegerArray subscribers = new AtomicIntegerArray(Transport.COUNT);
  private Topic topic;
  private int subscriptions;

  /**
   * Who is in step has everything up to here, or gets it with the batch that is being handed out.
   */
  private long position;

  private long batchFrom;
  private long batchOldestNanos;
  private boolean distributing;

  /** Volatile: see the class comment. */
  @SuppressWarnings("unused") // through DIRTY
  private volatile boolean dirty;

  Lane(FanoutLoop<B> loop, Topic topic) {
    this.loop = loop;
    this.topic = topic;
    this.catchUp = new CatchUp<>(loop);
    topic.addListener(this);
    position = topic.lastOffset();
  }

  @Override
  public void onChange() {
    if (!dirty && DIRTY.compareAndSet(this, false, true)) {
      loop.enqueue(this);
    }
  }

  @Override
  public int subscribers(Transport transport) {
    return subscribers.getAcquire(transport.ordinal());
  }

  String topicName() {
    return topic.name();
  }

  long topicKey() {
    return topic.key();
  }

  long lag(Subscription<B> subscription) {
    long from = subscription.epoch == topic.epoch() ? subscription.offset : 0;
    return Math.max(0, topic.lastOffset() - from);
  }

  boolean inLoop() {
    return loop.inLoop();
  }

  boolean isEmpty() {
    return subscriptions == 0;
  }

  /** Ends an empty lane. */
  void close() {
    endBatch();
    topic.removeListener(this);
    topic.touch(loop.nanoTime());
  }

  Subscription<B> subscribe(Position start, @Nullable Gap gap, Sink<B> sink) {
    Subscription<B> subscription = new Subscription<>(this, sink, start);
    subscription.untold = gap;
    count(subscription, 1);
    place(subscription);
    return subscription;
  }

  void onWritable(Subscription<B> subscription) {
    loop.metrics().onBlocked(-1);
    place(subscription);
  }

  void onCancel(Subscription<B> subscription) {
    if (subscription.state == Subscription.State.BLOCKED) {
      loop.metrics().onBlocked(-1);
    } else {
      leaveList(subscription);
    }
    subscription.state = Subscription.State.ENDED;
    count(subscription, -1);
  }

  /** Takes it out of the lists until it is writable; it goes on from its own position then. */
  void block(Subscription<B> subscription) {
    leaveList(subscription);
    subscription.state = Subscription.State.BLOCKED;
    loop.metrics().onBlocked(1);
  }

  /** Works for a turn. True where there is more to do. */
  boolean turn(TurnBudget budget) {
    dirty = false;
    if (isEmpty()) { // it may be closed already, and must not listen to a next life
      endBatch();
      return false;
    }
    if (topic.isSealed()) {
      moveToSuccessor();
    }
    if (!distributing) {
      beginBatch();
    }
    distribute(budget);
    if (catchUp.hasWork()) {
      catchUp.turn(topic, position, budget, this::joinInStep);
    }
    return distributing || catchUp.hasWork() || topic.lastOffset() > position;
  }

  private void beginBatch() {
    if (!hasInStep()) {
      position = topic.lastOffset();
      return;
    }
    MessageRange range = loop.range();
    if (topic.read(position, Long.MAX_VALUE, range) > position) {
      position = topic.lastOffset();
      leaveStep();
    } else if (!range.isEmpty()) {
      beginBatch(range);
    }
    range.clear();
  }

  private void beginBatch(MessageRange range) {
    for (Group<B> group : groups) {
      if (!group.members().isEmpty()) {
        group.begin(topic, range); // where this fails, nothing has moved yet
      }
    }
    distributing = true;
    batchFrom = position;
    batchOldestNanos = range.get(0).publishedNanos();
    position = range.newest().offset();
  }

  private void distribute(TurnBudget budget) {
    if (!distributing) {
      return;
    }
    boolean more = false;
    for (int i = 0; i < groups.size(); i++) { // a sink may subscribe, and bring a new one
      more |= groups.get(i).distribute(batchFrom, position, budget, loop.metrics());
    }
    if (!more) {
      distributing = false;
      loop.metrics().onDrained(loop.nanoTime() - batchOldestNanos);
    }
  }

  /**
   * A new life of the topic: all are told, each as it catches up from a position in the old one.
   */
  private void moveToSuccessor() {
    endBatch();
    leaveStep();
    topic.removeListener(this);
    while (topic.isSealed()) {
      topic = loop.successor(topic);
    }
    topic.addListener(this);
    position = topic.lastOffset();
    onChange(); // it may have ended again before this listened
  }

  private void endBatch() {
    groups.forEach(Group::abandon);
    distributing = false;
  }

  private void leaveStep() {
    for (Group<B> group : groups) {
      while (!group.members().isEmpty()) {
        catchUp.add(group.members().removeLast());
      }
    }
  }

  private boolean hasInStep() {
    for (Group<B> group : groups) {
      if (!group.members().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private void place(Subscription<B> subscription) {
    boolean atPosition = subscription.epoch == topic.epoch() && subscription.offset == position;
    if (atPosition && subscription.untold == null) {
      joinInStep(subscription);
    } else {
      catchUp.add(subscription);
    }
    onChange();
  }

  private void joinInStep(Subscription<B> subscription) {
    subscription.state = Subscription.State.IN_STEP;
    group(subscription.sink().format()).members().add(subscription);
  }

  private void leaveList(Subscription<B> subscription) {
    if (subscription.state == Subscription.State.IN_STEP) {
      group(subscription.sink().format()).members().remove(subscription);
    } else {
      catchUp.remove(subscription);
    }
  }

  private Group<B> group(WireFormat<B> format) {
    for (Group<B> group : groups) {
      if (group.format() == format) {
        return group;
      }
    }
    Group<B> group = new Group<>(format);
    groups.add(group);
    return group;
  }

  private void count(Subscription<B> subscription, int change) {
    int transport = subscription.sink().format().transport().ordinal();
    subscribers.setRelease(transport, subscribers.getPlain(transport) + change);
    subscriptions += change;
  }
}
