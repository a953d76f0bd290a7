package dev.sluice.server.transport.websocket;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.fanout.Sink;
import dev.sluice.core.fanout.Subscription;
import dev.sluice.core.fanout.WireFormat;
import dev.sluice.core.metrics.Transport;
import dev.sluice.core.time.Deadline;
import dev.sluice.server.auth.Caller;
import dev.sluice.server.limits.Allowance;
import dev.sluice.server.loop.Drain;
import dev.sluice.server.loop.GatewayLoop;
import dev.sluice.server.loop.Outlet;
import dev.sluice.server.loop.RollCall;
import dev.sluice.server.payload.Utf8;
import dev.sluice.server.transport.Envelope;
import dev.sluice.server.transport.Session;
import dev.sluice.server.transport.Start;
import dev.sluice.server.transport.Subscribing;
import dev.sluice.server.transport.Subscriptions;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket: frames in, messages out, heartbeats, and the close handshake. Belongs to its loop.
 */
final class WebSocketConnection extends ChannelInboundHandlerAdapter
    implements Sink<ByteBuf>, Subscribing {
  private static final Logger LOG = LoggerFactory.getLogger(WebSocketConnection.class);
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int MAX_SILENT_HEARTBEATS = 3;

  private static final long BAD_FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** The read that a bad frame was in, and the next one. */
  private static final int READS_AFTER_BAD_FRAME = 2;

  private final Channel channel;
  private final Outlet outlet;
  private final GatewayLoop loop;
  private final WebSocketTransport transport;
  private final WebSocketProtocol protocol;
  private Allowance allowance;
  private final Subscriptions subscriptions;
  private final WireFormat<ByteBuf> format;
  private final MessageAssembler assembler;
  private final Deadline deadline;
  private @Nullable Session session;
  private int silentHeartbeats;
  private boolean closing;
  private boolean authenticating;
  private int readsUntilClosed;

  WebSocketConnection(
      Channel channel,
      GatewayLoop loop,
      WebSocketTransport transport,
      WebSocketProtocol protocol,
      Allowance allowance,
      Optional<Compression> agreed) {
    this.channel = channel;
    this.outlet = Outlet.of(channel);
    this.loop = loop;
    this.transport = transport;
    this.protocol = protocol;
    this.allowance = allowance;
    this.format = protocol.format(agreed);
    this.subscriptions = new Subscriptions(loop);
    this.assembler = new MessageAssembler(agreed.isPresent());
    this.deadline = loop.deadlines().deadline(this::onDeadline);
  }

  /** Begins, behind the handshake. */
  void begin(List<Start> starts, Caller caller) {
    transport.connections().onConnections(Transport.WS, 1);
    if (starts.size() > 1) {
      protocol.onCovering(this, Start.cursor(starts));
    }
    channel.flush();
    subscriptions.begin(loop.fanout(), starts, this);
    scheduleHeartbeat();
    session = Session.begin(caller, transport.access(), loop, this::onExpired);
    trace("opened", () -> "topics " + topics(TOPICS_SHOWN));
  }

  @Override
  public Caller caller() {
    return session == null ? Caller.ANONYMOUS : session.caller();
  }

  /** Begins to look at a new token; false where another one is being looked at. */
  boolean tryBeginAuthentication() {
    boolean begins = !authenticating;
    authenticating = true;
    return begins;
  }

  /** The new token was looked at. */
  void endAuthentication() {
    authenticating = false;
  }

  /**
   * Goes on with a new token.
   *
   * @throws dev.sluice.server.limits.TooManyException if it is one too many of that user
   */
  void renew(Caller caller) {
    Allowance before = allowance;
    allowance = before.identify(caller.userKey(), subscriptions.size());
    if (allowance != before) {
      channel.closeFuture().addListener(closed -> allowance.end());
    }
    if (session == null) {
      session = Session.begin(caller, transport.access(), loop, this::onExpired);
    } else {
      session.renew(caller);
    }
  }

  private void onExpired() {
    close(CloseCode.TOKEN_EXPIRED, Session.EXPIRED);
  }

  boolean isClosing() {
    return closing;
  }

  @Override
  public Subscriptions subscriptions() {
    return subscriptions;
  }

  @Override
  public GatewayLoop loop() {
    return loop;
  }

  /** What its client may use. */
  Allowance allowance() {
    return allowance;
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public Transport transport() {
    return Transport.WS;
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
    protocol.onCovering(this, subscriptions.cursor());
    channel.flush();
  }

  @Override
  public void onGap(Subscription<ByteBuf> subscription, Gap gap) {
    trace("gap", () -> Envelope.gap(gap));
    protocol.onGap(this, gap);
  }

  /** Sends text of the gateway's own. */
  void send(String text) {
    channel.writeAndFlush(Frames.text(channel.alloc(), text), channel.voidPromise());
  }

  /** Begins to close; the other side is given a moment to answer (RFC 6455, 7.1.2). */
  void close(int code, String reason) {
    if (closing) {
      return;
    }
    closing = true;
    endSubscriptions();
    channel.writeAndFlush(Frames.close(channel.alloc(), code, reason), channel.voidPromise());
    deadline.set(CLOSE_NANOS);
    trace("closing", () -> code + " " + reason);
  }

  @Override
  public void disconnect(String reason) {
    close(CloseCode.NOT_ALLOWED, reason);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof WebSocketFrame frame) {
        silentHeartbeats = 0;
        onFrame(frame);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void onFrame(WebSocketFrame frame) {
    boolean control = frame instanceof CloseWebSocketFrame
        || frame instanceof PingWebSocketFrame
        || frame instanceof PongWebSocketFrame;
    if (!assembler.allows(frame, control)) {
      fail(CloseCode.PROTOCOL_ERROR, "reserved bit set");
    } else if (control) {
      onControl(frame);
    } else if (!closing) {
      onData(frame);
    }
  }

  private void onControl(WebSocketFrame frame) {
    if (frame instanceof CloseWebSocketFrame close) {
      onClose(close);
    } else if (frame instanceof PingWebSocketFrame && !closing) {
      onPing(frame);
    }
  }

  private void onData(WebSocketFrame frame) {
    if (!assembler.tryAdd(frame, protocol.maxMessageBytes())) {
      closeTooLarge();
    } else if (frame.isFinalFragment()) {
      onLastFragment();
    }
  }

  private void onLastFragment() {
    try {
      byte[] message = assembler.take(protocol.maxMessageBytes());
      if (message == null) {
        closeTooLarge();
      } else {
        onMessage(message);
      }
    } catch (DataFormatException e) {
      close(CloseCode.INVALID_DATA, "not compressed right");
    }
  }

  private void closeTooLarge() {
    close(CloseCode.TOO_LARGE, "message larger than " + protocol.maxMessageBytes() + " bytes");
  }

  private void onMessage(byte[] message) {
    if (!assembler.isText()) {
      protocol.onBinary(this, message);
    } else if (Utf8.isValid(message)) {
      protocol.onText(this, message);
    } else {
      close(CloseCode.INVALID_DATA, "text is not UTF-8");
    }
  }

  /** Who doesn't read what it asked for gets no further pongs: nothing piles up for it. */
  private void onPing(WebSocketFrame ping) {
    if (channel.isWritable()) {
      byte[] payload = new byte[ping.content().readableBytes()];
      ping.content().readBytes(payload);
      ByteBuf pong = Frames.frame(channel.alloc(), Frames.PONG, payload);
      channel.writeAndFlush(pong, channel.voidPromise());
    }
  }

  private void onClose(CloseWebSocketFrame close) {
    if (closing) {
      channel.close();
      return;
    }
    closing = true;
    endSubscriptions();
    byte[] payload = new byte[close.content().readableBytes()];
    close.content().readBytes(payload);
    channel
        .writeAndFlush(Frames.frame(channel.alloc(), Frames.CLOSE, payload))
        .addListener(ChannelFutureListener.CLOSE);
    deadline.set(CLOSE_NANOS);
    trace("closing", () -> "by the client");
  }

  private void endSubscriptions() {
    if (session != null) {
      session.end();
    }
    subscriptions.end();
  }

  private void onDeadline() {
    if (closing || silentHeartbeats >= MAX_SILENT_HEARTBEATS) {
      trace("given up", () -> closing ? "no answer to the close frame" : "no sign of life");
      channel.close();
      return;
    }
    if (channel.isWritable()) {
      silentHeartbeats++;
      ByteBuf ping = Frames.frame(channel.alloc(), Frames.PING, new byte[0]);
      channel.writeAndFlush(ping, channel.voidPromise());
    }
    scheduleHeartbeat();
  }

  private void scheduleHeartbeat() {
    deadline.set(loop.jittered(transport.heartbeatNanos()));
  }

  /**
   * Closes after a bad frame. Behind it nothing can be read any more, the answer to our close frame
   * neither: whatever comes next is taken for it, or a short silence, as the bad frame may have
   * been the client's own close (RFC 6455, 7.1.7). To close at once could cost the client our
   * frame.
   */
  private void fail(int code, String reason) {
    if (!closing) {
      close(code, reason);
      readsUntilClosed = READS_AFTER_BAD_FRAME;
      deadline.set(BAD_FRAME_NANOS);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (readsUntilClosed > 0 && --readsUntilClosed == 0) {
      channel.close();
    }
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
    if (event instanceof Drain) {
      close(CloseCode.GOING_AWAY, "going away");
    } else if (event instanceof RollCall call && !closing) {
      call.each().accept(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    deadline.clear();
    closing = true;
    endSubscriptions();
    transport.connections().onConnections(Transport.WS, -1);
    trace("closed");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof CorruptedWebSocketFrameException corrupted) {
      fail(corrupted.closeStatus().code(), "bad frame");
      return;
    }
    if (!(cause instanceof IOException)) {
      LOG.warn("closing {} after a failure", channel, cause);
    }
    trace("failed", cause::toString);
    channel.close();
  }
}
