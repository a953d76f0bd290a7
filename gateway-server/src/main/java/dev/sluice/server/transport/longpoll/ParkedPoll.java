package dev.sluice.server.transport.longpoll;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.fanout.Sink;
import dev.sluice.core.fanout.Subscription;
import dev.sluice.core.fanout.WireFormat;
import dev.sluice.core.time.Deadline;
import dev.sluice.server.http.Exchange;
import dev.sluice.server.transport.Start;
import dev.sluice.server.transport.Subscriptions;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A long-poll whose answer is held: a subscriber that leaves with the first batch. Belongs to its
 * loop.
 */
final class ParkedPoll implements Sink<ByteBuf> {
  private final PollTransport transport;
  private final Exchange exchange;
  private final PollResponse response;
  private final List<Start> begin;
  private final Subscriptions subscriptions = new Subscriptions();
  private final Deadline deadline;

  ParkedPoll(PollTransport transport, Exchange exchange, PollResponse response, List<Start> begin) {
    this.transport = transport;
    this.exchange = exchange;
    this.response = response;
    this.begin = begin;
    this.deadline = exchange.loop().deadlines().deadline(this::onTimeUp);
  }

  void park(long waitMillis) {
    transport.onParked(1);
    exchange.onAbort(this::leave);
    exchange.onDrain(this::onDrain);
    deadline.set(TimeUnit.MILLISECONDS.toNanos(waitMillis));
    subscriptions.begin(exchange.loop().fanout(), begin, this);
  }

  @Override
  public WireFormat<ByteBuf> format() {
    return transport.format();
  }

  @Override
  public boolean isWritable() {
    return true; // its client waits for nothing else
  }

  @Override
  public void onBatch(Subscription<ByteBuf> subscription, ByteBuf batch) {
    String cursor = subscriptions.cursor();
    leave();
    response.send(cursor, batch, List.of());
  }

  @Override
  public void onGap(Subscription<ByteBuf> subscription, Gap gap) {
    leave();
    transport.answerGap(response, begin);
  }

  private void onTimeUp() {
    String cursor = subscriptions.cursor();
    leave();
    response.sendEmpty(cursor, true);
  }

  private void onDrain() {
    String cursor = subscriptions.cursor();
    leave();
    response.sendEmpty(cursor, false);
  }

  private void leave() {
    deadline.clear();
    subscriptions.end();
    transport.onParked(-1);
  }
}
