package dev.sluice.server.http;

import dev.sluice.core.time.Deadline;
import dev.sluice.server.loop.Drain;
import dev.sluice.server.loop.GatewayLoop;
import dev.sluice.server.loop.GatewayLoops;
import dev.sluice.server.loop.Outlet;
import dev.sluice.server.loop.RollCall;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/1.1 connection: one request after the other, each under its deadlines, and the last
 * resort for what goes wrong on it. Belongs to its loop.
 */
public final class Http1Connection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Http1Connection.class);
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
  private static final String SWITCHING =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";

  private final Channel channel;
  private final GatewayLoop loop;
  private final HttpService service;
  private final Http1Reader reader;
  private final Outlet outlet;
  private final Deadline deadline;
  private @Nullable Http1Exchange current;
  private boolean draining;

  /** The last answer is written; what still comes is dropped. */
  private boolean closing;

  private Http1Connection(Channel channel, HttpService service) {
    this.channel = channel;
    this.loop = GatewayLoops.of(channel);
    this.service = service;
    this.reader = new Http1Reader(this, channel, service.limits());
    this.outlet = Outlet.of(channel);
    this.deadline = loop.deadlines().deadline(this::onDeadline);
    deadline.set(service.limits().headTimeout().toNanos());
  }

  /** Appends what a connection needs to speak HTTP/1.1; on the channel's loop. */
  public static void appendTo(ChannelPipeline pipeline, HttpService service) {
    pipeline.addLast("http", new Http1Connection(pipeline.channel(), service));
  }

  Channel channel() {
    return channel;
  }

  GatewayLoop loop() {
    return loop;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (closing || !channel.isActive()) { // what is cut off by a close is no request
      bytes.release();
    } else {
      reader.read(bytes);
    }
  }

  /**
   * Begins a request.
   *
   * @param length of its body, 0 for none, {@link Http1Framing#CHUNKED} where it isn't known yet
   * @throws RuntimeException to refuse it
   */
  void onHead(HttpRequest request, long length) {
    Query query = Query.parse(request.uri(), service.plusIsSpace());
    Http1Exchange exchange = new Http1Exchange(this, request, query);
    current = exchange;
    if (length == 0) {
      deadline.clear();
      exchange.markComplete();
      Http2Settings http2 = service.http2Streams() > 0 ? H2cUpgrade.settings(request) : null;
      if (http2 != null) {
        upgrade(request, http2);
        return;
      }
    } else {
      deadline.set(service.limits().bodyTimeout().toNanos());
    }
    if (draining) {
      throw new ProblemException(Problem.unavailable("the gateway is going away"));
    }
    exchange.begin(service.router(), Math.max(0, length));
  }

  /** Some of the body has come; the bytes stay the caller's. Errors as for a head. */
  void onBytes(ByteBuf bytes) {
    if (current != null) {
      current.onBytes(bytes);
    }
  }

  /** The request is complete. Errors as for a head. */
  void onEnd() {
    if (current != null) {
      deadline.clear();
      current.onEnd();
    }
  }

  private void upgrade(HttpRequest request, Http2Settings settings) {
    current = null;
    deadline.clear();
    ByteBuf answer = ByteBufUtil.writeAscii(channel.alloc(), SWITCHING);
    channel.write(answer, channel.voidPromise());
    ChannelPipeline pipeline = channel.pipeline();
    try {
      Http2Pipeline.upgrade(pipeline, service, request, settings);
    } catch (Http2Exception e) {
      LOG.debug("closing {}: not an upgrade", channel, e);
      channel.close();
    }
    pipeline.remove(this);
    channel.flush();
  }

  void sendContinue() {
    outlet.send(ByteBufUtil.writeAscii(channel.alloc(), CONTINUE));
  }

  /** Answers with a problem whatever is to be answered, a request that isn't one included. */
  void refuse(Problem problem) {
    service.refusals().onRefused(problem);
    Http1Exchange exchange = current;
    if (exchange != null && !exchange.isAnswered()) {
      exchange.respond(Response.of(problem));
    } else {
      write(Response.of(problem), Http1Encoder.Persistence.CLOSE, false);
      close(false);
    }
  }

  void answer(Http1Exchange exchange, Response response) {
    current = null;
    Http1Encoder.Persistence persistence =
        draining || response.isClosing() ? Http1Encoder.Persistence.CLOSE : exchange.persistence();
    service.cors().get().addTo(response, exchange.headers());
    write(response, persistence, exchange.isHead());
    if (persistence == Http1Encoder.Persistence.CLOSE) {
      close(exchange.isComplete());
      return;
    }
    deadline.set(service.limits().keepAliveTimeout().toNanos());
    if (channel.isWritable()) {
      reader.resume();
    }
  }

  private void write(Response response, Http1Encoder.Persistence persistence, boolean headOnly) {
    String date = loop.date().value();
    SharedResponse shared = response.shared();
    if (shared != null && persistence == Http1Encoder.Persistence.IMPLIED && !headOnly) {
      outlet.sendShared(shared.http1(channel.alloc(), date));
    } else {
      outlet.send(Http1Encoder.full(channel.alloc(), response, date, persistence, headOnly));
    }
  }

  /**
   * Closes behind what was written. A client that is still sending is let read first: a reset would
   * take the answer away.
   */
  private void close(boolean requestComplete) {
    closing = true;
    reader.discard();
    deadline.set(LINGER_NANOS);
    channel
        .writeAndFlush(channel.alloc().buffer(0))
        .addListener(
            requestComplete
                ? ChannelFutureListener.CLOSE
                : done -> ((DuplexChannel) channel).shutdownOutput());
  }

  void handOver(Http1Exchange exchange, Response head, ChannelHandler... handlers) {
    current = null;
    service.cors().get().addTo(head, exchange.headers());
    deadline.clear();
    ByteBuf bytes =
        Http1Encoder.open(channel.alloc(), head, loop.date().value(), exchange.streamFraming());
    channel.write(bytes, channel.voidPromise());
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(handlers);
    pipeline.remove(this);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable() && current == null && !closing) {
      reader.resume();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Drain drain) {
      draining = true;
      Http1Exchange exchange = current;
      if (exchange != null) {
        exchange.drain();
      } else if (!closing) {
        deadline.set(drain.graceNanos());
      }
    } else if (event instanceof RollCall call && current != null) {
      current.present(call);
    }
  }

  private void onDeadline() {
    boolean waitsForClient = current != null || reader.hasPartialHead();
    if (waitsForClient && !closing) {
      refuse(new Problem(408, "the request did not arrive in time"));
    } else if (StallWatch.hasPending(channel)) {
      awaitReader();
    } else {
      channel.close();
    }
  }

  /** The time is for when the last answer was read; whether it is, is watched elsewhere. */
  private void awaitReader() {
    boolean last = closing || draining;
    deadline.set(last ? LINGER_NANOS : service.limits().keepAliveTimeout().toNanos());
  }

  /** What was read too much belongs to those who have taken its place. */
  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    reader.giveUp(rest -> pass(ctx, rest));
  }

  private static void pass(ChannelHandlerContext ctx, ByteBuf rest) {
    if (rest.isReadable() && ctx.channel().isActive()) {
      ctx.fireChannelRead(rest);
      ctx.fireChannelReadComplete();
    } else {
      rest.release();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    deadline.clear();
    if (current != null) {
      current.abort();
      current = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.warn("closing {} after a failure", channel, cause);
    }
    channel.close();
  }
}
