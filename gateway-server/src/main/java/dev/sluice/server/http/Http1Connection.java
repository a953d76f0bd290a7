package dev.sluice.server.http;

import dev.sluice.core.time.Deadline;
import dev.sluice.server.loop.Drain;
import dev.sluice.server.loop.GatewayLoop;
import dev.sluice.server.loop.GatewayLoops;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;
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
  private final Http1Decoder decoder;
  private final Deadline deadline;
  private @Nullable Http1Exchange current;
  private boolean draining;

  /** The last answer is written; what still comes is dropped. */
  private boolean closing;

  private Http1Connection(Channel channel, HttpService service) {
    this.channel = channel;
    this.loop = GatewayLoops.of(channel);
    this.service = service;
    this.decoder = new Http1Decoder(service.limits());
    this.deadline = loop.deadlines().deadline(this::onDeadline);
    deadline.set(service.limits().headTimeout().toNanos());
  }

  /** Appends what a connection needs to speak HTTP/1.1; on the channel's loop. */
  public static void appendTo(ChannelPipeline pipeline, HttpService service) {
    Http1Connection connection = new Http1Connection(pipeline.channel(), service);
    pipeline.addLast("http-decoder", connection.decoder).addLast("http", connection);
  }

  Channel channel() {
    return channel;
  }

  GatewayLoop loop() {
    return loop;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (!closing && channel.isActive()) { // what is cut off by a close is no request
        onMessage(message);
      }
    } catch (RuntimeException failure) {
      refuse(Problems.of(failure));
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void onMessage(Object message) {
    if (message instanceof MalformedRequest malformed) {
      refuse(Problem.badRequest(malformed.detail()));
    }
    if (message instanceof HttpRequest request) {
      onHead(request);
    }
    if (message instanceof HttpContent content) {
      onContent(content);
    }
  }

  private void onHead(HttpRequest request) {
    deadline.set(service.limits().bodyTimeout().toNanos());
    if (request.decoderResult().isFailure()) {
      refuse(Problems.ofUndecodable(request, service.limits()));
      return;
    }
    Http1Rules.check(request);
    Query query = Query.parse(request.uri(), service.plusIsSpace());
    Http1Exchange exchange = new Http1Exchange(this, request, query);
    current = exchange;
    long length = HttpUtil.getContentLength(request, 0L);
    if (length == 0 && !HttpUtil.isTransferEncodingChunked(request)) {
      exchange.markComplete();
    }
    Http2Settings http2 = service.http2Streams() > 0 ? H2cUpgrade.settings(request) : null;
    if (http2 != null) {
      upgrade(request, http2);
      return;
    }
    if (draining) {
      throw new ProblemException(Problem.unavailable("the gateway is going away"));
    }
    exchange.begin(service.router(), length);
  }

  private void upgrade(HttpRequest request, Http2Settings settings) {
    current = null;
    deadline.clear();
    ByteBuf answer = ByteBufUtil.writeAscii(channel.alloc(), SWITCHING);
    channel.write(answer, channel.voidPromise());
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.remove(this);
    try {
      Http2Pipeline.upgrade(pipeline, service, request, settings);
    } catch (Http2Exception e) {
      LOG.debug("closing {}: not an upgrade", channel, e);
      channel.close();
    }
    pipeline.remove(decoder);
    channel.flush();
  }

  void sendContinue() {
    ByteBuf answer = ByteBufUtil.writeAscii(channel.alloc(), CONTINUE);
    channel.writeAndFlush(answer, channel.voidPromise());
  }

  private void onContent(HttpContent content) {
    Http1Exchange exchange = current;
    if (exchange == null) {
      return;
    }
    if (content.decoderResult().isFailure()) {
      refuse(Problems.ofUndecodable(content, service.limits()));
      return;
    }
    exchange.onBytes(content.content());
    if (content instanceof LastHttpContent) {
      deadline.clear();
      exchange.onEnd();
    }
  }

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
    service.cors().addTo(response, exchange.headers());
    write(response, persistence, exchange.isHead());
    if (persistence == Http1Encoder.Persistence.CLOSE) {
      close(exchange.isComplete());
      return;
    }
    deadline.set(service.limits().keepAliveTimeout().toNanos());
    if (channel.isWritable()) {
      decoder.resume();
    }
  }

  private void write(Response response, Http1Encoder.Persistence persistence, boolean headOnly) {
    ByteBuf bytes =
        Http1Encoder.full(channel.alloc(), response, loop.date().value(), persistence, headOnly);
    channel.writeAndFlush(bytes, channel.voidPromise());
  }

  /**
   * Closes behind what was written. A client that is still sending is let read first: a reset would
   * take the answer away.
   */
  private void close(boolean requestComplete) {
    closing = true;
    decoder.discard();
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
    service.cors().addTo(head, exchange.headers());
    deadline.clear();
    ByteBuf bytes =
        Http1Encoder.open(channel.alloc(), head, loop.date().value(), exchange.streamFraming());
    channel.write(bytes, channel.voidPromise());
    channel.config().setAutoRead(true);
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(handlers);
    pipeline.remove(this);
    pipeline.remove(decoder);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable() && current == null && !closing) {
      decoder.resume();
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
    }
  }

  private void onDeadline() {
    boolean waitsForClient = current != null || decoder.hasPartialRequest();
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
