package dev.sluice.server.net;

import dev.sluice.server.http.ClientAddress;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.Problems;
import dev.sluice.server.http.Refusal;
import dev.sluice.server.http.RefusalCounter;
import dev.sluice.server.limits.Account;
import dev.sluice.server.limits.Limits;
import dev.sluice.server.limits.MemoryWatch;
import dev.sluice.server.limits.TooManyException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in: nobody while memory is short, not one too many, not too many of one client. Who
 * may not is told so in HTTP/1.1 and closed, before anything was spent on it. Any loop.
 */
public final class Entrance {
  private static final AttributeKey<Account> ACCOUNT =
      AttributeKey.valueOf(Entrance.class, "account");

  private final ConnectionCount connections;
  private final MemoryWatch memory;
  private final Limits limits;
  private final Predicate<InetAddress> isProxy;
  private final RefusalCounter refusals;
  private final ChannelFutureListener onClose;

  /**
   * Lets in up to limits.
   *
   * @param isProxy whose address isn't its clients'
   */
  public Entrance(
      ConnectionCount connections,
      MemoryWatch memory,
      Limits limits,
      Predicate<InetAddress> isProxy,
      RefusalCounter refusals) {
    this.connections = connections;
    this.memory = memory;
    this.limits = limits;
    this.isProxy = isProxy;
    this.refusals = refusals;
    this.onClose = closed -> connections.close();
  }

  /** Counts a new connection in until it closes, or refuses it. */
  boolean tryEnter(Channel channel) {
    if (memory.isShort()) {
      refusals.onRefused(Refusal.MEMORY);
      close(channel, Problem.unavailable("memory is short"));
      return false;
    }
    if (!connections.tryOpen()) {
      refusals.onRefused(Refusal.CONNECTIONS);
      close(channel, Problem.unavailable("the limit of connections is reached"));
      return false;
    }
    channel.closeFuture().addListener(onClose);
    try {
      limits.takeConnection();
      return true;
    } catch (TooManyException soSoon) {
      refusals.onRefused(Refusal.CONNECTION_RATE);
      close(channel, Problems.of(soSoon));
      return false;
    }
  }

  /** Counts it for its client, whose address is known by now, or refuses it. */
  boolean tryEnterClient(Channel channel) {
    if (!limits.countsAddresses()) {
      return true;
    }
    InetSocketAddress client = ClientAddress.of(channel);
    if (client == null || isProxy.test(client.getAddress())) {
      return true;
    }
    try {
      Account account = limits.enter(client.getAddress());
      channel.attr(ACCOUNT).set(account);
      channel.closeFuture().addListener(closed -> limits.leave(account));
      return true;
    } catch (TooManyException tooMany) {
      Problem problem = Problems.of(tooMany);
      refusals.onRefused(problem);
      close(channel, problem);
      return false;
    }
  }

  /** The account that a request's connection was counted in, null where it wasn't. */
  static @Nullable Account account(Channel channel) {
    Channel connection = channel instanceof Http2StreamChannel ? channel.parent() : channel;
    return connection.attr(ACCOUNT).get();
  }

  private static void close(Channel channel, Problem problem) {
    byte[] answer = RawAnswer.of(problem);
    channel
        .writeAndFlush(channel.alloc().buffer(answer.length).writeBytes(answer))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
