package dev.sluice.server.transport.longpoll;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.metrics.FanoutMetrics;
import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.Position;
import dev.sluice.core.topic.Topic;
import dev.sluice.core.topic.TopicRegistry;
import dev.sluice.server.auth.Access;
import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Response;
import dev.sluice.server.transport.ConnectionMetrics;
import dev.sluice.server.transport.EnvelopeMode;
import dev.sluice.server.transport.PollAnswer;
import dev.sluice.server.transport.Start;
import dev.sluice.server.transport.Starts;
import dev.sluice.server.transport.SubscriberTransport;
import dev.sluice.server.transport.SubscriptionRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.function.Consumer;

/**
 * Polls: what is there is answered at once, else the answer is held for as long as was asked for.
 * Any loop.
 */
public final class PollTransport implements SubscriberTransport {
  private final TopicRegistry topics;
  private final Starts starts;
  private final Access access;
  private final ConnectionMetrics connections;
  private final FanoutMetrics deliveries;
  private final ByteBufAllocator allocator;
  private final PollFormat format;

  /** Answers polls. */
  public PollTransport(
      TopicRegistry topics,
      Starts starts,
      Access access,
      ConnectionMetrics connections,
      FanoutMetrics deliveries,
      ByteBufAllocator allocator) {
    this.topics = topics;
    this.starts = starts;
    this.access = access;
    this.connections = connections;
    this.deliveries = deliveries;
    this.allocator = allocator;
    this.format = new PollFormat(allocator);
  }

  @Override
  public void accept(Exchange exchange, SubscriptionRequest request) {
    if (request.envelope() == EnvelopeMode.RAW) {
      throw new ProblemException(Problem.badRequest("a poll has envelope json only"));
    }
    String cursor = request.cursor() == null ? request.entityTag() : request.cursor();
    List<Start> begin = starts.of(request.topics(), cursor, exchange.caller());
    PollResponse response = new PollResponse(exchange, request, allocator);
    boolean mayWait = request.waitMillis() > 0 && !HttpMethod.HEAD.equals(exchange.method());
    boolean nothingYet = mayWait && PollAnswer.isEmptyAfter(topics, begin);
    if (nothingYet || !answer(response, begin, !mayWait, gap -> deliveries.onGap(gap.reason()))) {
      new ParkedPoll(this, exchange, response, begin).park(wait(exchange, request));
    }
  }

  /** Not longer than the client's token lasts: it comes with the next poll, or another one. */
  private long wait(Exchange exchange, SubscriptionRequest request) {
    return Math.min(request.waitMillis(), access.millisUntilEnd(exchange.caller()));
  }

  /** Answers with a gap that was counted already, and what is held behind it. */
  void answerGap(PollResponse response, List<Start> begin) {
    answer(response, begin, true, gap -> {});
  }

  private boolean answer(
      PollResponse response, List<Start> begin, boolean evenIfEmpty, Consumer<Gap> onGap) {
    return tryAnswerLikeLast(response, begin) || answerAnew(response, begin, evenIfEmpty, onGap);
  }

  private boolean tryAnswerLikeLast(PollResponse response, List<Start> begin) {
    Start start = begin.get(0);
    if (begin.size() > 1 || start.gap() != null) {
      return false;
    }
    Topic topic = topics.admitted(start.topic());
    Position after = start.position();
    Position upTo = topic.position(topic.lastOffset());
    LastAnswer last = format.last();
    Response again = last.again(after, upTo, response);
    if (again == null) {
      return false;
    }
    deliveries.onDelivered(
        response.transport(), upTo.offset() - after.offset(), last.messageBytes());
    response.exchange().respond(again);
    return true;
  }

  private boolean answerAnew(
      PollResponse response, List<Start> begin, boolean evenIfEmpty, Consumer<Gap> onGap) {
    ByteBuf messages = allocator.buffer();
    try {
      PollAnswer answer =
          PollAnswer.read(topics, begin, response.exchange().loop().history(), messages);
      if (answer.isEmpty() && !evenIfEmpty) {
        return false;
      }
      deliveries.onDelivered(response.transport(), answer.count(), messages.readableBytes());
      answer.gaps().forEach(onGap);
      Position end = answer.onlyEnd();
      if (answer.isEmpty()) {
        response.sendEmpty(answer.cursor(), true);
      } else if (end != null && answer.gaps().isEmpty()) {
        Position after = begin.get(0).position();
        response.exchange().respond(format.last().make(after, end, messages, response));
      } else {
        response.send(answer.cursor(), messages, answer.gaps());
      }
      return true;
    } finally {
      messages.release();
    }
  }

  PollFormat format() {
    return format;
  }

  void onParked(int change) {
    connections.onConnections(Transport.LONGPOLL, change);
  }
}
