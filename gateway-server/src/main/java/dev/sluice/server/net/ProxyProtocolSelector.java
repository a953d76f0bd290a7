package dev.sluice.server.net;

import dev.sluice.server.http.RefusalCounter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Knows a PROXY protocol header, version 1 or 2 (the protocol's specification, sections 2.1 and
 * 2.2). What follows it is detected anew. Immutable, any loop.
 *
 * @param entrance lets in the client that is told
 * @param refusals is told of broken headers
 * @param next makes what detects that
 */
record ProxyProtocolSelector(
    Predicate<Channel> entrance, RefusalCounter refusals, Function<Channel, ProtocolDetector> next)
    implements ProtocolSelector {
  private static final byte[] V1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] V2 = {
    0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a
  };

  @Override
  public Verdict peek(ByteBuf first) {
    Verdict v1 = peek(first, V1);
    return v1 == Verdict.NO ? peek(first, V2) : v1;
  }

  private static Verdict peek(ByteBuf first, byte[] signature) {
    int length = Math.min(first.readableBytes(), signature.length);
    for (int i = 0; i < length; i++) {
      if (first.getByte(first.readerIndex() + i) != signature[i]) {
        return Verdict.NO;
      }
    }
    return length == signature.length ? Verdict.YES : Verdict.NEED_MORE;
  }

  @Override
  public void appendTo(ChannelPipeline pipeline) {
    pipeline
        .addLast("proxy-protocol", new HAProxyMessageDecoder(true))
        .addLast("proxy-header", new ProxyHeaderHandler(entrance, refusals))
        .addLast("detector-behind-proxy", next.apply(pipeline.channel()));
  }
}
