package dev.sluice.server.http;

import dev.sluice.server.auth.Caller;
import dev.sluice.server.limits.Allowance;
import dev.sluice.server.loop.GatewayLoop;
import dev.sluice.server.loop.RollCall;
import dev.sluice.server.loop.Subscriber;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange is whatever carries it: a request that comes in, and one answer. Belongs to its
 * connection's loop.
 */
abstract class ServerExchange implements Exchange {
  private final Channel channel;
  private final GatewayLoop loop;
  private final HttpMethod method;
  private final Query query;
  private final HttpHeaders headers;
  private Caller caller = Caller.ANONYMOUS;
  private @Nullable RequestBody body;
  private @Nullable Runnable onAbort;
  private @Nullable Runnable onDrain;
  private @Nullable IntConsumer onResponse;
  private @Nullable Subscriber subscriber;
  private @Nullable Runnable onOver;
  private @Nullable Allowance allowance;
  private boolean complete;
  private boolean answered;

  ServerExchange(
      Channel channel, GatewayLoop loop, HttpMethod method, Query query, HttpHeaders headers) {
    this.channel = channel;
    this.loop = loop;
    this.method = method;
    this.query = query;
    this.headers = headers;
  }

  /** Puts the answer on the wire. */
  abstract void send(Response response);

  /** Puts a head on the wire and gives the channel to others. */
  abstract void handOver(Response head, ChannelHandler... handlers);

  /** Says that the body may be sent. */
  abstract void sendContinue();

  @Override
  public GatewayLoop loop() {
    return loop;
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public HttpMethod method() {
    return method;
  }

  @Override
  public Query query() {
    return query;
  }

  @Override
  public HttpHeaders headers() {
    return headers;
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public void identify(Caller who) {
    caller = who;
  }

  @Override
  public void onAbort(Runnable action) {
    onAbort = action;
  }

  @Override
  public void onDrain(Runnable action) {
    onDrain = action;
  }

  @Override
  public void heldFor(Subscriber waiting) {
    subscriber = waiting;
  }

  @Override
  public void onResponse(IntConsumer action) {
    onResponse = action;
  }

  @Override
  public void onOver(Runnable action) {
    onOver = action;
  }

  @Override
  public Allowance allowance() {
    return Objects.requireNonNull(allowance, "nobody has asked who it is");
  }

  @Override
  public void allowance(Allowance found) {
    allowance = found;
  }

  @Override
  public void respond(Response response) {
    assert loop.inLoop() && !answered;
    answered = true;
    if (onResponse != null) {
      onResponse.accept(response.status());
    }
    send(response);
    run(onOver);
  }

  @Override
  public void takeOver(Response head, ChannelHandler... handlers) {
    assert loop.inLoop() && !answered && complete;
    answered = true;
    handOver(head, handlers);
    Runnable over = onOver;
    if (over != null) {
      channel.closeFuture().addListener(closed -> over.run());
    }
  }

  /** Answers, unless that is done. */
  void tryRespond(Response response) {
    if (!answered) {
      respond(response);
    }
  }

  /** Answers when the rest of the request is there. */
  void respondAtEnd(Response response) {
    body = RequestBody.none(() -> respond(response));
  }

  boolean isHead() {
    return HttpMethod.HEAD.equals(method);
  }

  boolean isComplete() {
    return complete;
  }

  boolean isAnswered() {
    return answered;
  }

  /** No more of the request follows. */
  void markComplete() {
    complete = true;
  }

  /**
   * Finds who handles it.
   *
   * @param length of the body as announced, 0 where it isn't
   * @throws RuntimeException to refuse it, see {@link Problems}
   */
  void begin(Router router, long length) {
    RequestBody taker = router.route(this);
    taker.onLength(length);
    body = taker;
    String expectation = headers.get(HttpHeaderNames.EXPECT);
    if (expectation == null || answered) {
      return;
    }
    if (!expectation.equalsIgnoreCase("100-continue")) {
      throw new ProblemException(new Problem(417, "only 100-continue can be expected"));
    }
    sendContinue();
  }

  void onBytes(ByteBuf bytes) {
    if (body != null && !answered) {
      body.onBytes(bytes);
    }
  }

  void onEnd() {
    complete = true;
    if (body != null && !answered) {
      body.onEnd();
    }
  }

  /** The client has gone. */
  void abort() {
    if (answered) {
      return;
    }
    answered = true;
    if (body != null && !complete) {
      body.onAbort();
    }
    run(onAbort);
    run(onOver);
  }

  /** The gateway goes. */
  void drain() {
    if (!answered) {
      run(onDrain);
    }
  }

  /** Presents who waits for the answer. */
  void present(RollCall call) {
    if (!answered && subscriber != null) {
      call.each().accept(subscriber);
    }
  }

  private static void run(@Nullable Runnable action) {
    if (action != null) {
      action.run();
    }
  }
}
