package dev.sluice.server.net;

import dev.sluice.server.http.HttpService;
import dev.sluice.server.http.StallWatch;
import dev.sluice.server.loop.GatewayLoop;
import dev.sluice.server.loop.GatewayLoops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Predicate;

/**
 * A new public connection: counted, and asked what it speaks. The pipeline is the detector alone,
 * which gives way to the protocol's own handlers; those give way to the transport's. Any loop.
 */
@Sharable
public final class PublicPipeline extends ChannelInitializer<Channel> {
  private final Entrance entrance;
  private final HttpService service;
  private final Predicate<InetAddress> speaksProxyProtocol;
  private final List<ProtocolSelector> clients;
  private final List<ProtocolSelector> proxies;

  /**
   * Offers a service.
   *
   * @param entrance lets in who may
   * @param protocols that clients may speak
   * @param speaksProxyProtocol which peers are proxies that tell the client's address first
   */
  public PublicPipeline(
      Entrance entrance,
      HttpService service,
      Protocols protocols,
      Predicate<InetAddress> speaksProxyProtocol) {
    this.entrance = entrance;
    this.service = service;
    this.speaksProxyProtocol = speaksProxyProtocol;
    this.clients = protocols.selectors(service);
    this.proxies = List.of(new ProxyProtocolSelector(
        entrance::tryEnterClient, service.refusals(), channel -> detector(channel, clients)));
  }

  @Override
  protected void initChannel(Channel channel) {
    boolean proxy = channel.remoteAddress() instanceof InetSocketAddress peer
        && speaksProxyProtocol.test(peer.getAddress());
    if (!entrance.tryEnter(channel) || (!proxy && !entrance.tryEnterClient(channel))) {
      return;
    }
    GatewayLoops.of(channel).register(channel);
    channel
        .pipeline()
        .addLast("stall-watch", new StallWatch(channel, service))
        .addLast("detector", detector(channel, proxy ? proxies : clients));
  }

  private ProtocolDetector detector(Channel channel, List<ProtocolSelector> selectors) {
    GatewayLoop loop = GatewayLoops.of(channel);
    return new ProtocolDetector(
        channel, loop, selectors, service.limits().headTimeout(), service.refusals());
  }
}
