package dev.sluice.server.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection, as far as trusted proxies have said. Belongs to the
 * channel's loop.
 */
public final class ClientAddress {
  private static final AttributeKey<InetSocketAddress> TOLD =
      AttributeKey.valueOf(ClientAddress.class, "told");

  private ClientAddress() {}

  /** Notes what a proxy in front has said of the whole connection. */
  public static void tell(Channel channel, InetSocketAddress address) {
    channel.attr(TOLD).set(address);
  }

  /**
   * The client's address: what a proxy has said, else the peer's; null for a channel that has none.
   */
  public static @Nullable InetSocketAddress of(Channel channel) {
    Channel connection = channel instanceof Http2StreamChannel ? channel.parent() : channel;
    InetSocketAddress told = connection.attr(TOLD).get();
    if (told != null) {
      return told;
    }
    SocketAddress peer = connection.remoteAddress();
    return peer instanceof InetSocketAddress address ? address : null;
  }
}
