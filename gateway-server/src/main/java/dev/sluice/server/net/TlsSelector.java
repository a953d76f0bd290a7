package dev.sluice.server.net;

import dev.sluice.server.http.HttpService;
import dev.sluice.server.tls.TlsContext;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;

/**
 * Knows TLS by the record that a handshake begins with (RFC 8446, 5.1). Immutable, any loop.
 *
 * @param tls encrypts
 * @param service what is offered inside
 */
record TlsSelector(TlsContext tls, HttpService service) implements ProtocolSelector {
  private static final byte HANDSHAKE = 22;
  private static final byte MAJOR_VERSION = 3;

  @Override
  public Verdict peek(ByteBuf first) {
    int begin = first.readerIndex();
    if (first.getByte(begin) != HANDSHAKE) {
      return Verdict.NO;
    }
    if (first.readableBytes() < 2) {
      return Verdict.NEED_MORE;
    }
    return first.getByte(begin + 1) == MAJOR_VERSION ? Verdict.YES : Verdict.NO;
  }

  @Override
  public void appendTo(ChannelPipeline pipeline) {
    pipeline
        .addLast("tls", tls.newHandler(pipeline.channel().alloc()))
        .addLast("alpn", new AlpnHandler(pipeline.channel(), service));
  }
}
