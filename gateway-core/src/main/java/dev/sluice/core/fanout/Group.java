package dev.sluice.core.fanout;

import dev.sluice.core.metrics.FanoutMetrics;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers of one lane that are in step and share a wire format, and the batch that is being
 * handed out to them. Belongs to its loop.
 */
final class Group<B> {
  private final WireFormat<B> format;
  private final SubscriptionList<B> members = new SubscriptionList<>();
  private @Nullable B batch;
  private long taken;

  Group(WireFormat<B> format) {
    this.format = format;
  }

  WireFormat<B> format() {
    return format;
  }

  SubscriptionList<B> members() {
    return members;
  }

  boolean isDistributing() {
    return batch != null;
  }

  void begin(Topic topic, MessageRange range) {
    abandon(); // what another group's failure kept from being handed out
    batch = format.encode(topic, range);
    taken = 0;
    members.beginWalk();
  }

  /**
   * Hands the batch to one member after the other, until all were asked or the turn's budget is
   * used up.
   *
   * @param from offset that the batch follows; who isn't there was given it already
   * @param to offset of its newest message
   */
  private void handOut(B shared, long from, long to, TurnBudget budget) {
    while (members.isWalking() && !budget.isSpent()) {
      Subscription<B> subscription = members.walk();
      if (subscription.offset == from && budget.tryTake() && subscription.tryDeliver(shared, to)) {
        taken++;
      }
    }
  }

  /** Goes on with the batch, and lets it go when all were asked. True while there is more to do. */
  boolean distribute(long from, long to, TurnBudget budget, FanoutMetrics metrics) {
    B shared = batch;
    if (shared == null) {
      return false;
    }
    handOut(shared, from, to, budget);
    if (members.isWalking()) {
      return true;
    }
    metrics.onDelivered(format.transport(), taken * (to - from), taken * format.sizeOf(shared));
    abandon();
    return false;
  }

  /** Lets the batch go, whoever has it. */
  void abandon() {
    if (batch != null) {
      format.release(batch);
      batch = null;
    }
  }
}
