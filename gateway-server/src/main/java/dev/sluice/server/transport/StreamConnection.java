package dev.sluice.server.transport;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.fanout.Sink;
import dev.sluice.core.fanout.Subscription;
import dev.sluice.core.fanout.WireFormat;
import dev.sluice.core.time.Deadline;
import dev.sluice.server.http.StreamFraming;
import dev.sluice.server.loop.Drain;
import dev.sluice.server.loop.GatewayLoop;
import dev.sluice.server.loop.Outlet;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection whose answer goes on: SSE or NDJSON. What the client still sends is dropped. Belongs
 * to its loop.
 */
final class StreamConnection extends ChannelInboundHandlerAdapter implements Sink<ByteBuf> {
  private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);
  private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

  private final Channel channel;
  private final Outlet outlet;
  private final GatewayLoop loop;
  private final StreamTransport transport;
  private final StreamFraming framing;
  private final WireFormat<ByteBuf> format;
  private final Subscriptions subscriptions = new Subscriptions();
  private final Deadline heartbeat;

  StreamConnection(
      Channel channel,
      GatewayLoop loop,
      StreamTransport transport,
      StreamFraming framing,
      WireFormat<ByteBuf> format) {
    this.channel = channel;
    this.outlet = Outlet.of(channel);
    this.loop = loop;
    this.transport = transport;
    this.framing = framing;
    this.format = format;
    this.heartbeat = loop.deadlines().deadline(this::onHeartbeat);
  }

  /** Begins, behind the head. */
  void begin(List<Start> starts) {
    transport.metrics().onConnections(format.transport(), 1);
    String opening = transport.syntax().opening(Start.cursor(starts), starts.size() > 1);
    if (!opening.isEmpty()) {
      write(opening);
    }
    channel.flush();
    subscriptions.begin(loop.fanout(), starts, this);
    scheduleHeartbeat();
  }

  @Override
  public WireFormat<ByteBuf> format() {
    return format;
  }

  @Override
  public boolean isWritable() {
    return outlet.isWritable();
  }

  @Override
  public void onBatch(Subscription<ByteBuf> subscription, ByteBuf batch) {
    if (subscriptions.size() == 1) {
      outlet.sendShared(batch);
      return;
    }
    channel.write(batch.retainedDuplicate(), channel.voidPromise());
    write(transport.syntax().covering(subscriptions.cursor()));
    channel.flush();
  }

  @Override
  public void onGap(Subscription<ByteBuf> subscription, Gap gap) {
    write(transport.syntax().gap(gap, subscriptions.cursor(), subscriptions.size() > 1));
    channel.flush();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable()) {
      subscriptions.onWritable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Drain drain) {
      end(drain);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stop();
    transport.metrics().onConnections(format.transport(), -1);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.warn("closing {} after a failure", channel, cause);
    }
    channel.close();
  }

  private void onHeartbeat() {
    if (channel.isWritable()) {
      write(transport.syntax().heartbeat());
      channel.flush();
    }
    scheduleHeartbeat();
  }

  private void scheduleHeartbeat() {
    heartbeat.set(loop.jittered(transport.heartbeatNanos()));
  }

  private void end(Drain drain) {
    stop();
    String farewell = transport.syntax().farewell(loop.randomBelow(drain.returnMillis()));
    if (!farewell.isEmpty()) {
      write(farewell);
    }
    ByteBuf last = framing == StreamFraming.CHUNKED
        ? Unpooled.wrappedBuffer(LAST_CHUNK)
        : Unpooled.EMPTY_BUFFER;
    channel.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
  }

  private void stop() {
    heartbeat.clear();
    subscriptions.end();
  }

  private void write(String text) {
    ByteBuf piece =
        Chunk.of(channel.alloc(), framing, text.length(), out -> ByteBufUtil.writeUtf8(out, text));
    channel.write(piece, channel.voidPromise());
  }
}
