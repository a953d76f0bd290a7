package dev.sluice.server.net;

import dev.sluice.server.loop.GatewayLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A bound port. Netty switches Nagle's algorithm off by itself (TCP_NODELAY). Any thread. */
public final class Listener implements AutoCloseable {
  private static final int BACKLOG = 4096;

  /**
   * In a turn of the loop, of those that wait to be accepted. Netty's epoll channel would take one,
   * as it holds a descriptor's number for a count of bytes; between two a loop under load works for
   * milliseconds, and a backend's first connections publish message upon message meanwhile.
   */
  private static final int ACCEPTS_PER_TURN = 128;

  /** Low on purpose: what a slow client has not taken stays in the ring, not here. */
  private static final WriteBufferWaterMark WATERMARKS =
      new WriteBufferWaterMark(16 * 1024, 32 * 1024);

  private final Channel channel;

  private Listener(Channel channel) {
    this.channel = channel;
  }

  /**
   * Binds a port.
   *
   * @throws IOException if that can't be done
   */
  public static Listener bind(
      GatewayLoops loops,
      InetSocketAddress address,
      ByteBufAllocator allocator,
      ChannelHandler init)
      throws IOException {
    ChannelFuture bound = new ServerBootstrap()
        .group(loops.group())
        .channel(loops.serverChannel())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .option(ChannelOption.ALLOCATOR, allocator)
        .option(
            ChannelOption.RECVBUF_ALLOCATOR,
            new ServerChannelRecvByteBufAllocator()
                .respectMaybeMoreData(false)
                .maxMessagesPerRead(ACCEPTS_PER_TURN))
        .childOption(ChannelOption.ALLOCATOR, allocator)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATERMARKS)
        .childHandler(init)
        .bind(address)
        .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "can't listen on " + address.getHostString() + ":" + address.getPort() + ": "
              + bound.cause().getMessage(),
          bound.cause());
    }
    return new Listener(bound.channel());
  }

  /** Where it listens, with the port that it was given. */
  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  /** Accepts no more. */
  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
  }
}
