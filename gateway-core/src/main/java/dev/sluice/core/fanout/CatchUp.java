package dev.sluice.core.fanout;

import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Topic;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers of one lane that have a position of their own and can take something: new ones
 * with an older cursor, resumed ones, those that were slow, and those whose history has ended. Each
 * gets a batch a turn until it has reached its lane. Belongs to its loop.
 *
 * <p>After a restart or a network failure many resume from the same place, so the last batch is
 * kept for the next one who needs the same.
 */
final class CatchUp<B> {
  private final FanoutLoop<B> loop;
  private final SubscriptionList<B> members = new SubscriptionList<>();
  private @Nullable WireFormat<B> keptFormat;
  private @Nullable B kept;
  private long keptFrom;
  private long keptTo;

  CatchUp(FanoutLoop<B> loop) {
    this.loop = loop;
  }

  void add(Subscription<B> subscription) {
    subscription.state = Subscription.State.CATCHING_UP;
    members.add(subscription);
  }

  void remove(Subscription<B> subscription) {
    members.remove(subscription);
  }

  boolean hasWork() {
    return !members.isEmpty();
  }

  /**
   * Helps each by one batch, or as many of them as the budget allows, but always one, so that those
   * in step can't starve the rest; the next turn goes on where this one stopped.
   *
   * @param upTo the lane's position
   * @param join takes those who have reached it
   */
  void turn(Topic topic, long upTo, TurnBudget budget, Consumer<Subscription<B>> join) {
    if (!members.isWalking()) {
      members.beginWalk();
    }
    try {
      do {
        budget.tryTake();
        step(members.walk(), topic, upTo, join);
      } while (members.isWalking() && !budget.isSpent());
    } finally {
      letGo();
    }
  }

  private void step(
      Subscription<B> subscription, Topic topic, long upTo, Consumer<Subscription<B>> join) {
    help(subscription, topic, upTo);
    if (subscription.state == Subscription.State.CATCHING_UP
        && subscription.epoch == topic.epoch()
        && subscription.offset == upTo) {
      members.remove(subscription);
      join.accept(subscription);
    }
  }

  private void help(Subscription<B> subscription, Topic topic, long upTo) {
    if (!subscription.sink().isWritable()) {
      subscription.block();
      return;
    }
    Gap untold = subscription.untold;
    if (untold != null) {
      subscription.untold = null;
      tell(subscription, untold);
    }
    if (subscription.state != Subscription.State.CATCHING_UP) {
      return;
    }
    MessageRange range = loop.range();
    Gap gap = History.read(topic, subscription.position(), upTo, range);
    if (gap != null) {
      tell(subscription, gap);
    }
    if (!range.isEmpty() && subscription.state == Subscription.State.CATCHING_UP) {
      deliver(subscription, topic, range);
    }
    range.clear();
  }

  private void tell(Subscription<B> subscription, Gap gap) {
    subscription.epoch = gap.to().epoch();
    subscription.offset = gap.to().offset();
    loop.metrics().onGap(gap.reason());
    subscription.sink().onGap(subscription, gap);
  }

  private void deliver(Subscription<B> subscription, Topic topic, MessageRange range) {
    WireFormat<B> format = subscription.sink().format();
    B batch = batch(format, topic, subscription.offset, range);
    if (subscription.tryDeliver(batch, keptTo)) {
      loop.metrics().onDelivered(format.transport(), range.size(), format.sizeOf(batch));
    }
  }

  private B batch(WireFormat<B> format, Topic topic, long from, MessageRange range) {
    long to = range.newest().offset();
    B present = kept;
    if (present != null && keptFormat == format && keptFrom == from && keptTo == to) {
      return present;
    }
    letGo();
    B batch = format.encode(topic, range);
    kept = batch;
    keptFormat = format;
    keptFrom = from;
    keptTo = to;
    return batch;
  }

  private void letGo() {
    if (kept != null && keptFormat != null) {
      keptFormat.release(kept);
      kept = null;
      keptFormat = null;
    }
  }
}
