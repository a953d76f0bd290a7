package dev.sluice.server.transport.longpoll;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.fanout.Sink;
import dev.sluice.core.fanout.Subscription;
import dev.sluice.core.metrics.Transport;
import dev.sluice.core.time.Deadline;
import dev.sluice.core.topic.Position;
import dev.sluice.server.auth.Caller;
import dev.sluice.server.http.Exchange;
import dev.sluice.server.loop.GatewayLoop;
import dev.sluice.server.transport.Envelope;
import dev.sluice.server.transport.Start;
import dev.sluice.server.transport.Subscribing;
import dev.sluice.server.transport.Subscriptions;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A long-poll whose answer is held: a subscriber that leaves with the first batch. Belongs to its
 * loop.
 */
final class ParkedPoll implements Sink<ByteBuf>, Subscribing {
  private final PollTransport transport;
  private final Exchange exchange;
  private final PollResponse response;
  private final List<Start> begin;
  private final Subscriptions subscriptions;
  private final Deadline deadline;

  ParkedPoll(PollTransport transport, Exchange exchange, PollResponse response, List<Start> begin) {
    this.transport = transport;
    this.exchange = exchange;
    this.response = response;
    this.begin = begin;
    this.subscriptions = new Subscriptions(exchange.loop());
    this.deadline = exchange.loop().deadlines().deadline(this::onTimeUp);
  }

  void park(long waitMillis) {
    transport.onParked(1);
    exchange.onAbort(this::leave);
    exchange.onDrain(this::sendOff);
    exchange.heldFor(this);
    deadline.set(TimeUnit.MILLISECONDS.toNanos(waitMillis));
    subscriptions.begin(exchange.loop().fanout(), begin, this);
    trace("opened", () -> "topics " + topics(TOPICS_SHOWN));
  }

  @Override
  public Subscriptions subscriptions() {
    return subscriptions;
  }

  @Override
  public GatewayLoop loop() {
    return exchange.loop();
  }

  @Override
  public Channel channel() {
    return exchange.channel();
  }

  @Override
  public Caller caller() {
    return exchange.caller();
  }

  @Override
  public Transport transport() {
    return Transport.LONGPOLL;
  }

  @Override
  public PollFormat format() {
    return transport.format();
  }

  @Override
  public boolean isWritable() {
    return true; // its client waits for nothing else
  }

  @Override
  public void onBatch(Subscription<ByteBuf> subscription, ByteBuf batch) {
    Position next = subscriptions.onlyPosition();
    if (next == null) {
      String cursor = subscriptions.cursor();
      leave();
      response.send(cursor, batch, List.of());
    } else {
      leave();
      exchange.respond(transport.format().answer(begin.get(0).position(), next, batch, response));
    }
  }

  @Override
  public void onGap(Subscription<ByteBuf> subscription, Gap gap) {
    trace("gap", () -> Envelope.gap(gap));
    leave();
    transport.answerGap(response, begin);
  }

  private void onTimeUp() {
    String cursor = subscriptions.cursor();
    leave();
    response.sendEmpty(cursor, true);
  }

  @Override
  public void disconnect(String reason) {
    trace("closing", () -> reason);
    sendOff();
  }

  /** Lets the client go with what it has, so that it can go on elsewhere. */
  private void sendOff() {
    String cursor = subscriptions.cursor();
    leave();
    response.sendEmpty(cursor, false);
  }

  private void leave() {
    deadline.clear();
    subscriptions.end();
    transport.onParked(-1);
    trace("closed");
  }
}
