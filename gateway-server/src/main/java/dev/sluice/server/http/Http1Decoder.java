package dev.sluice.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one request, and the next one only when it is told that the first was answered. So
 * pipelined requests are answered in order, what follows a protocol change is not taken for HTTP,
 * and what a client sends meanwhile is bounded: above the bound nothing is read from its socket.
 * Belongs to its connection's loop.
 */
final class Http1Decoder extends HttpRequestDecoder {
  private static final int MAX_WAITING_BYTES = 64 * 1024;
  private static final int INITIAL_BUFFER_BYTES = 256;

  private @Nullable ChannelHandlerContext context;
  private boolean paused;
  private boolean reading;
  private boolean partial;

  Http1Decoder(Http1Limits limits) {
    super(new HttpDecoderConfig()
        .setMaxInitialLineLength(limits.requestLineBytes())
        .setMaxHeaderSize(limits.headerBytes())
        .setInitialBufferSize(INITIAL_BUFFER_BYTES)
        .setAllowDuplicateContentLengths(false));
  }

  /** Goes on with the next request. */
  void resume() {
    paused = false;
    ChannelHandlerContext ctx = context;
    if (reading || ctx == null || ctx.isRemoved()) {
      return;
    }
    ctx.channel().config().setAutoRead(true);
    try {
      channelRead(ctx, Unpooled.EMPTY_BUFFER);
    } catch (Exception e) {
      ctx.fireExceptionCaught(e);
    }
  }

  /** True where some of a request's head has come, but not all. */
  boolean hasPartialRequest() {
    return partial;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    super.handlerAdded(ctx);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object input) throws Exception {
    reading = true;
    try {
      super.channelRead(ctx, input);
    } finally {
      reading = false;
    }
    if (paused && !ctx.isRemoved() && actualReadableBytes() > MAX_WAITING_BYTES) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
      throws Exception {
    if (paused) {
      return;
    }
    super.decode(ctx, buffer, out);
    partial = out.isEmpty();
    paused = !out.isEmpty() && out.get(out.size() - 1) instanceof LastHttpContent;
  }
}
