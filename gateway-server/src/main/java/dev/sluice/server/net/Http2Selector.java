package dev.sluice.server.net;

import dev.sluice.server.http.Http2Pipeline;
import dev.sluice.server.http.HttpService;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2CodecUtil;

/**
 * Knows HTTP/2 by the client's connection preface (RFC 9113, 3.4). Immutable, any loop.
 *
 * @param service what is offered
 */
record Http2Selector(HttpService service) implements ProtocolSelector {
  private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf().asReadOnly();

  @Override
  public Verdict peek(ByteBuf first) {
    int length = Math.min(first.readableBytes(), PREFACE.readableBytes());
    for (int i = 0; i < length; i++) {
      if (first.getByte(first.readerIndex() + i) != PREFACE.getByte(i)) {
        return Verdict.NO;
      }
    }
    return length == PREFACE.readableBytes() ? Verdict.YES : Verdict.NEED_MORE;
  }

  @Override
  public void appendTo(ChannelPipeline pipeline) {
    Http2Pipeline.appendTo(pipeline, service);
  }
}
