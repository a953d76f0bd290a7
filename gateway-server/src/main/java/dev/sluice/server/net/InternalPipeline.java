package dev.sluice.server.net;

import dev.sluice.server.http.Http1Connection;
import dev.sluice.server.http.HttpService;
import dev.sluice.server.http.StallWatch;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;

/** A new internal connection: HTTP/1.1, and nothing to detect. Any loop. */
@Sharable
public final class InternalPipeline extends ChannelInitializer<Channel> {
  private final HttpService service;

  /** Offers a service. */
  public InternalPipeline(HttpService service) {
    this.service = service;
  }

  @Override
  protected void initChannel(Channel channel) {
    channel.pipeline().addLast("stall-watch", new StallWatch(channel, service));
    Http1Connection.appendTo(channel.pipeline(), service);
  }
}
