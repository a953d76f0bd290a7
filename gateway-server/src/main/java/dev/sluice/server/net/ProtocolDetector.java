package dev.sluice.server.net;

import dev.sluice.core.time.Deadline;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.Refusal;
import dev.sluice.server.http.RefusalCounter;
import dev.sluice.server.loop.Drain;
import dev.sluice.server.loop.GatewayLoop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a new connection speaks: each selector looks at the first bytes until one says
 * yes, or all have said no, or the time is up. The chosen one's handlers take its place. Belongs to
 * its loop.
 */
final class ProtocolDetector extends ByteToMessageDecoder {
  private static final Logger LOG = LoggerFactory.getLogger(ProtocolDetector.class);

  private final List<ProtocolSelector> selectors;
  private final RefusalCounter refusals;
  private final Deadline deadline;

  ProtocolDetector(
      Channel channel,
      GatewayLoop loop,
      List<ProtocolSelector> selectors,
      Duration timeout,
      RefusalCounter refusals) {
    this.selectors = selectors;
    this.refusals = refusals;
    this.deadline = loop.deadlines().deadline(() -> {
      refusals.onRefused(Refusal.SILENT);
      channel.close();
    });
    deadline.set(timeout.toNanos());
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf first, List<Object> out) {
    for (ProtocolSelector selector : selectors) {
      switch (selector.peek(first)) {
        case YES -> {
          select(ctx, selector);
          return;
        }
        case NEED_MORE -> {
          return; // those behind it are asked when it has decided
        }
        case NO -> {}
      }
    }
    first.skipBytes(first.readableBytes());
    refuse(ctx);
  }

  private void select(ChannelHandlerContext ctx, ProtocolSelector selector) {
    selector.appendTo(ctx.pipeline());
    ctx.pipeline().remove(this);
  }

  /** In HTTP, which is the most likely to be understood. */
  private void refuse(ChannelHandlerContext ctx) {
    refusals.onRefused(Refusal.UNKNOWN_PROTOCOL);
    byte[] answer = RawAnswer.of(Problem.badRequest("this is not a protocol that is spoken here"));
    ctx.writeAndFlush(ctx.alloc().buffer(answer.length).writeBytes(answer))
        .addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    deadline.clear();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof Drain) {
      ctx.close();
    } else {
      super.userEventTriggered(ctx, event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.warn("closing {} after a failure", ctx.channel(), cause);
    }
    ctx.close();
  }
}
