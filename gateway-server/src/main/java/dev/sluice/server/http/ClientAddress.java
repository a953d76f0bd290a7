package dev.sluice.server.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import io.netty.util.NetUtil;
import java.net.InetAddress;
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

  private static final AttributeKey<InetAddress> FORWARDED =
      AttributeKey.valueOf(ClientAddress.class, "forwarded");

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

  /** Notes for whom a proxy has sent the channel's present request; null where it is for nobody. */
  public static void forward(Channel channel, @Nullable InetAddress client) {
    if (client != null || channel.hasAttr(FORWARDED)) {
      channel.attr(FORWARDED).set(client);
    }
  }

  /** As people read it: a client behind a proxy has no port that is known. */
  public static String text(Channel channel) {
    InetAddress forwarded = channel.hasAttr(FORWARDED) ? channel.attr(FORWARDED).get() : null;
    if (forwarded != null) {
      return NetUtil.toAddressString(forwarded);
    }
    InetSocketAddress address = of(channel);
    return address == null ? "unknown" : NetUtil.toSocketAddressString(address);
  }
}
