package dev.sluice.server.net;

import dev.sluice.server.http.HttpService;
import dev.sluice.server.http.StallWatch;
import dev.sluice.server.tls.TlsContext;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import org.jspecify.annotations.Nullable;

/** A new internal connection: HTTP/1.1, all encrypted or none, and nothing to detect. Any loop. */
@Sharable
public final class InternalPipeline extends ChannelInitializer<Channel> {
  private final HttpService service;
  private final ProtocolSelector protocol;

  /**
   * Offers a service.
   *
   * @param tls encrypts, null for clear text
   */
  public InternalPipeline(HttpService service, @Nullable TlsContext tls) {
    this.service = service;
    this.protocol = tls == null ? new Http1Selector(service) : new TlsSelector(tls, service);
  }

  @Override
  protected void initChannel(Channel channel) {
    channel.pipeline().addLast("stall-watch", new StallWatch(channel, service));
    protocol.appendTo(channel.pipeline());
  }
}
