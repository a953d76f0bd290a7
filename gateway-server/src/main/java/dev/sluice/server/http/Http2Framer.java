package dev.sluice.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Lets handlers that speak in bytes use a stream: bytes are data frames in both directions, and
 * closing ends the stream instead of resetting it. Belongs to its loop.
 */
final class Http2Framer extends ChannelDuplexHandler {
  private boolean ended;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof Http2DataFrame frame)) {
      ReferenceCountUtil.release(message);
      return;
    }
    ctx.fireChannelRead(frame.content());
    if (frame.isEndStream()) {
      close(ctx, ctx.newPromise());
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes && !ended) {
      ctx.write(new DefaultHttp2DataFrame(bytes, false), promise);
    } else {
      ctx.write(message, promise);
    }
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    if (ended || !ctx.channel().isActive()) {
      ctx.close(promise);
      return;
    }
    ended = true;
    ctx.writeAndFlush(new DefaultHttp2DataFrame(true)).addListener(done -> ctx.close(promise));
  }
}
