package dev.sluice.server.net;

import dev.sluice.server.http.HttpService;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.Refusal;
import dev.sluice.server.http.StallWatch;
import dev.sluice.server.loop.GatewayLoop;
import dev.sluice.server.loop.GatewayLoops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
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
  private final ConnectionCount connections;
  private final HttpService service;
  private final Predicate<InetAddress> speaksProxyProtocol;
  private final List<ProtocolSelector> clients;
  private final List<ProtocolSelector> proxies;
  private final ChannelFutureListener onClose;

  /**
   * Offers a service.
   *
   * @param protocols that clients may speak
   * @param speaksProxyProtocol which peers are proxies that tell the client's address first
   */
  public PublicPipeline(
      ConnectionCount connections,
      HttpService service,
      Protocols protocols,
      Predicate<InetAddress> speaksProxyProtocol) {
    this.connections = connections;
    this.service = service;
    this.speaksProxyProtocol = speaksProxyProtocol;
    this.clients = protocols.selectors(service);
    this.proxies = List.of(
        new ProxyProtocolSelector(service.refusals(), channel -> detector(channel, clients)));
    this.onClose = closed -> connections.close();
  }

  @Override
  protected void initChannel(Channel channel) {
    if (!connections.tryOpen()) {
      refuse(channel);
      return;
    }
    channel.closeFuture().addListener(onClose);
    GatewayLoops.of(channel).register(channel);
    boolean proxy = channel.remoteAddress() instanceof InetSocketAddress peer
        && speaksProxyProtocol.test(peer.getAddress());
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

  private void refuse(Channel channel) {
    service.refusals().onRefused(Refusal.CONNECTIONS);
    byte[] answer = RawAnswer.of(Problem.unavailable("the limit of connections is reached"));
    channel
        .writeAndFlush(channel.alloc().buffer(answer.length).writeBytes(answer))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
