package dev.sluice.core.fanout;

import dev.sluice.core.topic.Position;
import org.jspecify.annotations.Nullable;

/**
 * One sink's interest in one topic: a position and little else. Belongs to its loop.
 *
 * @param <B> the encoded batch
 */
public final class Subscription<B> {
  /** Where it stands towards its lane. */
  enum State {
    /** At the lane's position, in its format's group. */
    IN_STEP,
    /** At a position of its own, in the lane's list. */
    CATCHING_UP,
    /** Its sink takes nothing at present; in no list, so it costs nothing. */
    BLOCKED,
    /** Over. */
    ENDED
  }

  private final Lane<B> lane;
  private final Sink<B> sink;
  State state = State.CATCHING_UP;

  /** Index in the list that it is in. */
  int index;

  /** What it is to be told before anything else, which is behind its position already. */
  @Nullable Gap untold;

  long epoch;
  long offset;

  Subscription(Lane<B> lane, Sink<B> sink, Position start) {
    this.lane = lane;
    this.sink = sink;
    this.epoch = start.epoch();
    this.offset = start.offset();
  }

  /** The topic's name. */
  public String topic() {
    return lane.topicName();
  }

  /** What it was given: everything up to and including this. */
  public Position position() {
    return new Position(lane.topicKey(), epoch, offset);
  }

  /** How many messages its topic has, in this life and held or not, that it wasn't given. */
  public long lag() {
    return lane.lag(this);
  }

  /** To be called when the sink has become writable. */
  public void onWritable() {
    assert lane.inLoop();
    if (state == State.BLOCKED) {
      lane.onWritable(this);
    }
  }

  /** Ends it. Idempotent. */
  public void cancel() {
    assert lane.inLoop();
    if (state != State.ENDED) {
      lane.onCancel(this);
    }
  }

  /** Hands it a batch, or blocks it where its sink takes nothing. */
  boolean tryDeliver(B batch, long newestOffset) {
    if (!sink.isWritable()) {
      block();
      return false;
    }
    offset = newestOffset;
    sink.onBatch(this, batch);
    return true;
  }

  void block() {
    lane.block(this);
  }

  Sink<B> sink() {
    return sink;
  }
}
