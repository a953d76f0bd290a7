package dev.sluice.server.http;

import dev.sluice.core.time.Deadline;
import dev.sluice.server.loop.Drain;
import dev.sluice.server.loop.GatewayLoop;
import dev.sluice.server.loop.GatewayLoops;
import dev.sluice.server.loop.RollCall;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/2 connection as a whole: closed when it has no streams for long, asked to leave when the
 * gateway goes, and the last resort for what goes wrong on it. Belongs to its loop.
 */
final class Http2Connection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Http2Connection.class);

  /** Some of the largest answers: a client that reads has hardly ever more than one waiting. */
  private static final long MAX_WAITING_BYTES = 16 << 20;

  private final Channel channel;
  private final HttpService service;
  private final Deadline idle;
  private final Set<Channel> streams = Collections.newSetFromMap(new IdentityHashMap<>(4));
  private final ChannelFutureListener onStreamClosed = closed -> remove(closed.channel());
  private @Nullable Drain drain;
  private long waitingBytes;

  Http2Connection(Channel channel, HttpService service) {
    this.channel = channel;
    this.service = service;
    GatewayLoop loop = GatewayLoops.of(channel);
    this.idle = loop.deadlines().deadline(channel::close);
    idle.set(service.limits().headTimeout().toNanos());
  }

  /** A client has opened a stream. */
  void add(Channel stream) {
    idle.clear();
    streams.add(stream);
    stream.closeFuture().addListener(onStreamClosed);
    stream
        .pipeline()
        .addLast("stall-watch", new StallWatch(stream, service))
        .addLast("stream", new Http2Stream(stream, this, service, drain != null));
  }

  /**
   * Whether the body of another answer may wait for the client. Its windows say when it takes more,
   * its requests how much there is to take: one that reads nothing could have us hold an answer for
   * each of its streams.
   */
  boolean hasRoom(int bytes) {
    return waitingBytes == 0 || waitingBytes + bytes <= MAX_WAITING_BYTES;
  }

  /** A body waits until it is written. */
  void onAnswer(ChannelFuture written, int bytes) {
    waitingBytes += bytes;
    written.addListener(done -> waitingBytes -= bytes);
  }

  private void remove(Channel stream) {
    streams.remove(stream);
    if (streams.isEmpty() && channel.isActive()) {
      Drain leaving = drain;
      idle.set(leaving == null ? service.limits().keepAliveTimeout().toNanos() : 0);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(
        message); // settings, pings and the like: the codec has answered them
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Drain leaving) {
      drain = leaving;
      tellStreams(leaving);
      // Behind their goodbyes: at this frame the JDK's client gives up on all that is not over yet.
      channel.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
      if (streams.isEmpty()) {
        idle.set(leaving.graceNanos());
      }
    } else if (event instanceof RollCall call) {
      tellStreams(call);
    }
  }

  private void tellStreams(Object event) {
    new ArrayList<>(streams).forEach(stream -> stream.pipeline().fireUserEventTriggered(event));
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    idle.clear();
  }

  /** An error of the protocol is the codec's: it says goodbye with its code, and closes. */
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
