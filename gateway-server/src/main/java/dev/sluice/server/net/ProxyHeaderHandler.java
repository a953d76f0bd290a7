package dev.sluice.server.net;

import dev.sluice.server.http.ClientAddress;
import dev.sluice.server.http.Refusal;
import dev.sluice.server.http.RefusalCounter;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Notes the client's address that a PROXY protocol header tells, and steps aside. Belongs to its
 * loop.
 */
final class ProxyHeaderHandler extends SimpleChannelInboundHandler<HAProxyMessage> {
  private final Predicate<Channel> entrance;
  private final RefusalCounter refusals;
  private boolean refused;

  ProxyHeaderHandler(Predicate<Channel> entrance, RefusalCounter refusals) {
    this.entrance = entrance;
    this.refusals = refusals;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HAProxyMessage header)
      throws UnknownHostException {
    byte @Nullable [] address = header.sourceAddress() == null
        ? null
        : NetUtil.createByteArrayFromIpAddressString(header.sourceAddress());
    if (address != null) { // else the proxy speaks for itself, or of no IP address
      InetAddress client = InetAddress.getByAddress(address);
      ClientAddress.tell(ctx.channel(), new InetSocketAddress(client, header.sourcePort()));
      refused = !entrance.test(ctx.channel());
    }
    if (!refused) {
      ctx.pipeline().remove(this);
    }
  }

  /** What comes behind the header of a client that was refused is nobody's. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    if (refused) {
      ReferenceCountUtil.release(message);
    } else {
      super.channelRead(ctx, message);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof DecoderException
        && !refused) { // the decoder complains once more of what is left when it closes
      refused = true;
      refusals.onRefused(Refusal.PROXY_PROTOCOL);
    }
    ctx.close();
  }
}
