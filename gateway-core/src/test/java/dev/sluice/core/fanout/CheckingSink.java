package dev.sluice.core.fanout;

import dev.sluice.core.metrics.GapReason;
import dev.sluice.core.topic.Position;
import java.util.function.Consumer;

/**
 * Checks what it gets as it comes: each message follows the one before, or a gap that begins where
 * it was; nothing while it is not writable, nothing after its end.
 */
final class CheckingSink implements Sink<String> {
  private final StringFormat format;
  private final Consumer<CheckingSink> reaction;
  private Position position;
  boolean writable = true;
  boolean ended;
  long messages;
  long missed;

  CheckingSink(StringFormat format, Position start, Consumer<CheckingSink> reaction) {
    this.format = format;
    this.position = start;
    this.reaction = reaction;
  }

  Position position() {
    return position;
  }

  @Override
  public StringFormat format() {
    return format;
  }

  @Override
  public boolean isWritable() {
    return writable;
  }

  @Override
  public void onBatch(Subscription<String> subscription, String batch) {
    checkMayBeCalled();
    format.requireUnreleased(batch);
    for (String message : batch.split(" ", -1)) {
      Position next = new Position(position.topicKey(), position.epoch(), position.offset() + 1);
      String expected = subscription.topic() + ":" + next.epoch() + "/" + next.offset();
      check(message.equals(expected), message + " instead of " + expected);
      position = next;
      messages++;
    }
    checkPosition(subscription);
    reaction.accept(this);
  }

  @Override
  public void onGap(Subscription<String> subscription, Gap gap) {
    checkMayBeCalled();
    boolean sameLife = gap.from().epoch() == gap.to().epoch();
    check(gap.from().equals(position), gap + " at " + position);
    check(gap.topic().equals(subscription.topic()), gap + " of " + subscription.topic());
    check(gap.reason() == (sameLife ? GapReason.OVERRUN : GapReason.EPOCH), gap.toString());
    check(!sameLife || gap.missed() > 0, gap.toString());
    position = gap.to();
    missed += gap.missed();
    checkPosition(subscription);
    reaction.accept(this);
  }

  private void checkMayBeCalled() {
    check(writable, "called while it is not writable");
    check(!ended, "called after its end");
  }

  private void checkPosition(Subscription<String> subscription) {
    check(subscription.position().equals(position), subscription.position() + " at " + position);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
