package dev.sluice.server.http;

import dev.sluice.core.time.Deadline;
import dev.sluice.server.loop.Drain;
import dev.sluice.server.loop.GatewayLoop;
import dev.sluice.server.loop.GatewayLoops;
import dev.sluice.server.loop.RollCall;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream of an HTTP/2 connection (RFC 9113): one request and its answer. Belongs to its loop. */
final class Http2Stream extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Http2Stream.class);
  private static final String WEBSOCKET = "websocket";
  private static final int TOO_LARGE = 413;

  private final Channel channel;
  private final Http2Connection connection;
  private final GatewayLoop loop;
  private final HttpService service;
  private final Deadline deadline;
  private final ChannelFutureListener resetting;
  private @Nullable Http2Exchange exchange;
  private boolean draining;

  Http2Stream(Channel channel, Http2Connection connection, HttpService service, boolean draining) {
    this.channel = channel;
    this.connection = connection;
    this.loop = GatewayLoops.of(channel);
    this.service = service;
    this.draining = draining;
    this.resetting = done -> channel.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
    this.deadline = loop.deadlines().deadline(this::onDeadline);
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
      if (message instanceof Http2HeadersFrame frame) {
        onHeaders(frame);
      } else if (message instanceof Http2DataFrame frame) {
        onData(frame);
      }
    } catch (RuntimeException failure) {
      refuse(Problems.of(failure));
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void onHeaders(Http2HeadersFrame frame) {
    if (exchange == null) {
      onHead(frame);
    }
    if (frame.isEndStream() || exchange().webSocketOpening() == WebSocketOpening.CONNECT) {
      onEnd();
    }
  }

  private void onHead(Http2HeadersFrame frame) {
    deadline.set(service.limits().bodyTimeout().toNanos());
    Http2Exchange begun = exchange(frame.headers());
    exchange = begun;
    if (frame.isEndStream()) {
      begun.markComplete();
    }
    if (draining) {
      throw new ProblemException(Problem.unavailable("the gateway is going away"));
    }
    long length = begun.headers().getInt("content-length", 0);
    begun.begin(service.router(), length);
  }

  private Http2Exchange exchange(Http2Headers headers) {
    boolean webSocket = WEBSOCKET.contentEquals(protocol(headers));
    Query query = Query.parse(String.valueOf(headers.path()), service.plusIsSpace());
    HttpMethod method = HttpMethod.valueOf(String.valueOf(headers.method()));
    return new Http2Exchange(this, method, query, Http2Fields.of(headers), webSocket);
  }

  private static CharSequence protocol(Http2Headers headers) {
    CharSequence protocol = headers.get(Http2Headers.PseudoHeaderName.PROTOCOL.value());
    return protocol == null ? "" : protocol;
  }

  private void onData(Http2DataFrame frame) {
    exchange().onBytes(frame.content());
    if (frame.isEndStream()) {
      onEnd();
    }
  }

  private void onEnd() {
    deadline.clear();
    exchange().onEnd();
  }

  private Http2Exchange exchange() {
    Http2Exchange begun = exchange;
    if (begun == null) {
      throw new IllegalStateException("data before headers");
    }
    return begun;
  }

  void refuse(Problem problem) {
    service.refusals().onRefused(problem);
    Http2Exchange refused = exchange;
    if (refused == null) {
      write(Response.of(problem), false).addListener(resetting);
    } else if (refused.isComplete() || problem.status() == TOO_LARGE) {
      refused.tryRespond(Response.of(problem));
    } else {
      refused.respondAtEnd(
          Response.of(problem)); // the rest of the request may still be a stream error
    }
  }

  /** A client that is still sending is told to stop, once it has the answer (RFC 9113, 8.1). */
  void answer(Http2Exchange answered, Response response) {
    deadline.clear();
    Response sent = answered.isHead() ? response : withinRoom(response);
    service.cors().get().addTo(sent, answered.headers());
    int bytes = sent.body().readableBytes();
    ChannelFuture written = write(sent, answered.isHead());
    connection.onAnswer(written, bytes);
    if (!answered.isComplete()) {
      written.addListener(resetting);
    }
  }

  /**
   * An answer for which there is no room is not kept: its client may ask again when it has read.
   */
  private Response withinRoom(Response response) {
    if (connection.hasRoom(response.body().readableBytes())) {
      return response;
    }
    response.body().release();
    Problem problem =
        new Problem(429, "too many answers wait on this connection to be read", "Retry-After", "1");
    service.refusals().onRefused(problem);
    return Response.of(problem);
  }

  private ChannelFuture write(Response response, boolean headOnly) {
    ByteBuf body = response.body();
    Http2Headers headers = headers(response);
    if (response.status() != 204 && response.status() != 304) {
      headers.setInt("content-length", body.readableBytes());
    }
    if (headOnly || !body.isReadable()) {
      body.release();
      return channel.writeAndFlush(new DefaultHttp2HeadersFrame(headers, true));
    }
    channel.write(new DefaultHttp2HeadersFrame(headers, false), channel.voidPromise());
    return channel.writeAndFlush(new DefaultHttp2DataFrame(body, true));
  }

  void handOver(Http2Exchange taken, Response head, ChannelHandler... handlers) {
    deadline.clear();
    service.cors().get().addTo(head, taken.headers());
    Http2Headers headers = headers(head);
    channel.write(new DefaultHttp2HeadersFrame(headers, false), channel.voidPromise());
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast("framer", new Http2Framer()).addLast(handlers);
    pipeline.remove(this);
  }

  void sendContinue() {
    Http2Headers headers = new DefaultHttp2Headers().status("100");
    channel.writeAndFlush(new DefaultHttp2HeadersFrame(headers, false));
  }

  private Http2Headers headers(Response response) {
    Http2Headers headers = new DefaultHttp2Headers();
    headers.status(Integer.toString(response.status())).set("date", loop.date().value());
    List<String> fields = response.headers();
    for (int i = 0; i < fields.size(); i += 2) {
      headers.add(fields.get(i).toLowerCase(Locale.ROOT), fields.get(i + 1));
    }
    return headers;
  }

  private void onDeadline() {
    exchange().tryRespond(Response.of(new Problem(408, "the request did not arrive in time")));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Drain) {
      draining = true;
      if (exchange != null) {
        exchange.drain();
      }
    } else if (event instanceof RollCall call && exchange != null) {
      exchange.present(call);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    deadline.clear();
    if (exchange != null) {
      exchange.abort();
    }
  }

  /** An error of the protocol is answered, with its code, by who found it. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof Http2Exception) {
      return;
    }
    if (!(cause instanceof IOException)) {
      LOG.warn("closing {} after a failure", channel, cause);
    }
    channel.close();
  }
}
