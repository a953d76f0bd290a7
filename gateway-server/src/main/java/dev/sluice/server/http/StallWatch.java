package dev.sluice.server.http;

import dev.sluice.core.time.Deadline;
import dev.sluice.server.loop.GatewayLoop;
import dev.sluice.server.loop.GatewayLoops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2StreamChannel;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection, or a stream of one, whose client takes nothing of what waits for it for too
 * long, whatever it is that waits. It looks after a flush whether something was left; only then it
 * samples how far the rest has got, so that a client that reads costs it a comparison. First in its
 * pipeline. Belongs to its loop.
 */
public final class StallWatch extends ChannelDuplexHandler {
  /** How exact it is: it closes at most a quarter of the limit late. */
  private static final int SAMPLES = 4;

  private final Channel channel;
  private final long limitNanos;
  private final RefusalCounter refusals;
  private @Nullable Deadline next;
  private boolean watching;
  private int samplesWithoutProgress;
  private boolean moved;
  private long pending;
  private long progress;
  private @Nullable Object current;

  /** Watches a channel of a service. */
  public StallWatch(Channel channel, HttpService service) {
    this.channel = channel;
    this.limitNanos = service.limits().writeTimeout().toNanos();
    this.refusals = service.refusals();
  }

  /** Whether something waits for the client to take it. */
  static boolean hasPending(Channel channel) {
    return pending(channel) > 0;
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    ctx.flush();
    if (!hasPending(channel)) {
      moved = true;
    } else if (!watching) {
      watch();
    }
  }

  private void watch() {
    Deadline deadline = next;
    if (deadline == null) {
      GatewayLoop loop = GatewayLoops.of(channel);
      deadline = loop.deadlines().deadline(this::onSample);
      next = deadline;
    }
    watching = true;
    samplesWithoutProgress = 0;
    sample();
    moved = false;
    deadline.set(limitNanos / SAMPLES);
  }

  private void onSample() {
    Deadline deadline = next;
    if (deadline == null || !hasPending(channel)) {
      watching = false;
      current = null;
      return;
    }
    sample();
    samplesWithoutProgress = moved ? 0 : samplesWithoutProgress + 1;
    moved = false;
    if (samplesWithoutProgress < SAMPLES) {
      deadline.set(limitNanos / SAMPLES);
      return;
    }
    watching = false;
    refusals.onRefused(Refusal.STALLED);
    abort();
  }

  /** From here: those behind would wait for what they still have to write. */
  private void abort() {
    ChannelHandlerContext own = channel.pipeline().context(this);
    if (own == null) {
      return;
    }
    if (channel
        instanceof Http2StreamChannel) { // closing alone resets none that is written to its end
      own.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL));
    }
    own.close();
  }

  /** Less than before, or another piece at the front, or more of it gone: something has moved. */
  private void sample() {
    long pendingBefore = pending;
    long progressBefore = progress;
    Object before = current;
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    pending = pending(channel);
    progress = buffer == null ? 0 : buffer.currentProgress();
    current = buffer == null ? null : buffer.current();
    moved |= pending < pendingBefore || progress != progressBefore || current != before;
  }

  private static long pending(Channel channel) {
    if (channel instanceof Http2StreamChannel) {
      return pendingOfStream(channel);
    }
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** As its watermarks tell: it has no buffer of its own. */
  private static long pendingOfStream(Channel stream) {
    if (!stream.isActive()) {
      return 0;
    }
    return stream.isWritable()
        ? stream.config().getWriteBufferHighWaterMark() + 1 - stream.bytesBeforeUnwritable()
        : stream.config().getWriteBufferLowWaterMark() - 1 + stream.bytesBeforeWritable();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    moved |= channel.isWritable();
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    Deadline deadline = next;
    if (deadline != null) {
      deadline.clear();
    }
    current = null;
    ctx.fireChannelInactive();
  }
}
