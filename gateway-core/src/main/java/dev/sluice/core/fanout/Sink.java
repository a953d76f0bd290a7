package dev.sluice.core.fanout;

/**
 * Where a subscription's messages go: a connection, or a request that waits. Called on its loop
 * only. It may end any of its subscriptions from within a call.
 *
 * @param <B> the encoded batch
 */
public interface Sink<B> {
  /** How its messages are encoded; always the same one. */
  WireFormat<B> format();

  /**
   * False while it should get nothing; then {@link Subscription#onWritable()} is to be called when
   * that ends.
   */
  boolean isWritable();

  /**
   * Takes a batch. The subscription's position is already behind it.
   *
   * @param batch shared with others, released by the caller: retain it, and never write to it
   */
  void onBatch(Subscription<B> subscription, B batch);

  /**
   * Takes the notice that messages are missing; the subscription's position is already behind the
   * gap.
   */
  void onGap(Subscription<B> subscription, Gap gap);
}
