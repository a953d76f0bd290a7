package dev.sluice.server.net;

import dev.sluice.server.http.HttpService;
import dev.sluice.server.http.Problem;
import dev.sluice.server.loop.GatewayLoop;
import dev.sluice.server.loop.GatewayLoops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import java.util.List;

/**
 * A new public connection: counted, and asked what it speaks. The pipeline is the detector alone,
 * which gives way to the protocol's own handlers; those give way to the transport's. Any loop.
 */
@Sharable
public final class PublicPipeline extends ChannelInitializer<Channel> {
  private final ConnectionCount connections;
  private final HttpService service;
  private final List<ProtocolSelector> selectors;
  private final ChannelFutureListener onClose;

  /** Offers a service. */
  public PublicPipeline(ConnectionCount connections, HttpService service) {
    this.connections = connections;
    this.service = service;
    this.selectors = List.of(new Http2Selector(service), new Http1Selector(service));
    this.onClose = closed -> connections.close();
  }

  @Override
  protected void initChannel(Channel channel) {
    if (!connections.tryOpen()) {
      refuse(channel);
      return;
    }
    channel.closeFuture().addListener(onClose);
    GatewayLoop loop = GatewayLoops.of(channel);
    loop.register(channel);
    channel
        .pipeline()
        .addLast(
            "detector",
            new ProtocolDetector(
                channel, loop, selectors, service.limits().headTimeout(), service.refusals()));
  }

  private void refuse(Channel channel) {
    service.refusals().onRefused("connections");
    byte[] answer = RawAnswer.of(Problem.unavailable("the limit of connections is reached"));
    channel
        .writeAndFlush(channel.alloc().buffer(answer.length).writeBytes(answer))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
