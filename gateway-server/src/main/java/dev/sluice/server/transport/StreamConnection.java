package dev.sluice.server.transport;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.fanout.Sink;
import dev.sluice.core.fanout.Subscription;
import dev.sluice.core.fanout.WireFormat;
import dev.sluice.core.metrics.Transport;
import dev.sluice.core.time.Deadline;
import dev.sluice.server.auth.Caller;
import dev.sluice.server.http.StreamFraming;
import dev.sluice.server.loop.Drain;
import dev.sluice.server.loop.GatewayLoop;
import dev.sluice.server.loop.Outlet;
import dev.sluice.server.loop.RollCall;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection whose answer goes on: SSE or NDJSON. What the client still sends is dropped. Belongs
 * to its loop.
 */
final class StreamConnection extends ChannelInboundHandlerAdapter
    implements Sink<ByteBuf>, Subscribing {
  private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);
  /** Over which those come back who are disconnected together. */
  private static final long RETURN_MILLIS = 5000;

  private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

  private final Channel channel;
  private final Outlet outlet;
  private final GatewayLoop loop;
  private final StreamTransport transport;
  private final StreamFraming framing;
  private final WireFormat<ByteBuf> format;
  private final Subscriptions subscriptions;
  private final Deadline heartbeat;
  private @Nullable Session session;

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
    this.subscriptions = new Subscriptions(loop);
    this.heartbeat = loop.deadlines().deadline(this::onHeartbeat);
  }

  /** Begins, behind the head. */
  void begin(List<Start> starts, Caller caller) {
    transport.metrics().onConnections(format.transport(), 1);
    String opening = transport.syntax().opening(Start.cursor(starts), starts.size() > 1);
    if (!opening.isEmpty()) {
      write(opening);
    }
    channel.flush();
    subscriptions.begin(loop.fanout(), starts, this);
    scheduleHeartbeat();
    session = Session.begin(caller, transport.access(), loop, this::onExpired);
    trace("opened", () -> "topics " + topics(TOPICS_SHOWN));
  }

  @Override
  public Subscriptions subscriptions() {
    return subscriptions;
  }

  @Override
  public GatewayLoop loop() {
    return loop;
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public Transport transport() {
    return format.transport();
  }

  @Override
  public Caller caller() {
    return session == null ? Caller.ANONYMOUS : session.caller();
  }

  private void onExpired() {
    trace("closing", () -> Session.EXPIRED);
    end(transport.syntax().expired());
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
    trace("gap", () -> Envelope.gap(gap));
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
    trace(channel.isWritable() ? "unblocked" : "blocked");
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Drain drain) {
      end(transport.syntax().farewell(loop.randomBelow(drain.returnMillis())));
    } else if (event instanceof RollCall call && subscriptions.size() > 0) { // else it is leaving
      call.each().accept(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stop();
    transport.metrics().onConnections(format.transport(), -1);
    trace("closed");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.warn("closing {} after a failure", channel, cause);
    }
    trace("failed", cause::toString);
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

  @Override
  public void disconnect(String reason) {
    trace("closing", () -> reason);
    end(transport.syntax().farewell(loop.randomBelow(RETURN_MILLIS)));
  }

  /** Ends the answer, with some last words. */
  private void end(String farewell) {
    stop();
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
    if (session != null) {
      session.end();
    }
    subscriptions.end();
  }

  private void write(String text) {
    ByteBuf piece =
        Chunk.of(channel.alloc(), framing, text.length(), out -> ByteBufUtil.writeUtf8(out, text));
    channel.write(piece, channel.voidPromise());
  }
}
