package dev.sluice.server.net;

import dev.sluice.core.metrics.Transport;
import dev.sluice.server.http.ClientAddress;
import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.Forwarding;
import dev.sluice.server.limits.Account;
import dev.sluice.server.limits.Allowance;
import dev.sluice.server.limits.Limits;
import dev.sluice.server.transport.SubscriptionRequest;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whose request it is, and what that client may use. Immutable, any thread.
 *
 * @param limits holds it against what is allowed
 * @param forwarding says who asks behind proxies
 * @param isProxy whose address isn't its clients'
 */
public record Clients(Limits limits, Forwarding forwarding, Predicate<InetAddress> isProxy) {
  /**
   * Counts a request in until it is over.
   *
   * @throws dev.sluice.server.limits.TooManyException if it is one too many
   */
  void admit(Exchange exchange, SubscriptionRequest request) {
    Account connection = limits.countsAddresses() ? Entrance.account(exchange.channel()) : null;
    InetAddress forwarded = connection == null ? forwarded(exchange) : null;
    Allowance allowance =
        limits.allowance(connection, forwarded, exchange.caller().userKey());
    if (allowance.isCounted()) {
      exchange.onOver(allowance::end);
    }
    exchange.allowance(allowance);
    if (request.transport() != Transport.POLL) {
      allowance.subscribe(request.topics().size());
    }
  }

  /** Who it is that a proxy speaks for; null for a proxy itself. */
  private @Nullable InetAddress forwarded(Exchange exchange) {
    if (!limits.countsAddresses()) {
      return null;
    }
    InetAddress client = client(exchange);
    return client == null || isProxy.test(client) ? null : client;
  }

  /** Notes for whom a proxy asks, so that operators see who is connected. */
  void note(Exchange exchange) {
    InetAddress client = client(exchange);
    ClientAddress.forward(
        exchange.channel(), client == null || isPeer(exchange.channel(), client) ? null : client);
  }

  private static boolean isPeer(Channel channel, InetAddress client) {
    InetSocketAddress peer = ClientAddress.of(channel);
    return peer != null && client.equals(peer.getAddress());
  }

  /** Who asks, as far as that is known. */
  @Nullable InetAddress client(Exchange exchange) {
    Channel channel = exchange.channel();
    return forwarding.client(channel, exchange.headers());
  }
}
