package dev.sluice.server.net;

import dev.sluice.server.http.ClientAddress;
import dev.sluice.server.http.Refusal;
import dev.sluice.server.http.RefusalCounter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Notes the client's address that a PROXY protocol header tells, and steps aside. Belongs to its
 * loop.
 */
final class ProxyHeaderHandler extends SimpleChannelInboundHandler<HAProxyMessage> {
  private final RefusalCounter refusals;
  private boolean refused;

  ProxyHeaderHandler(RefusalCounter refusals) {
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
    }
    ctx.pipeline().remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof HAProxyProtocolException
        && !refused) { // the decoder complains once more of what is left when it closes
      refused = true;
      refusals.onRefused(Refusal.PROXY_PROTOCOL);
    }
    ctx.close();
  }
}
