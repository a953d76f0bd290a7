package dev.sluice.server.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutletTest {
  private static final int BATCH_BYTES = 60_000;
  private static final int BATCHES = 300;

  private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
  private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
      1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  private Channel listener;

  @BeforeEach
  void listen() {
    ChannelHandler init = new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new ClosesOnFailure());
        accepted.add(channel);
      }
    };
    listener = new ServerBootstrap()
        .group(group)
        .channel(
            Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
        .childHandler(init)
        .bind("127.0.0.1", 0)
        .syncUninterruptibly()
        .channel();
  }

  @AfterEach
  void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** The client reads nothing at first: the socket takes a part, and the pipeline has the rest. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendsEverythingInOrderWhereTheSocketIsFull(boolean shared) throws Exception {
    try (Socket client = connect()) {
      Channel channel = accepted.take();
      onLoop(channel, () -> {
        Outlet outlet = Outlet.of(channel);
        for (int i = 0; i < BATCHES; i++) {
          send(outlet, batch(i), shared);
        }
        assertThat(outlet.isWritable()).isFalse();
      });

      for (int i = 0; i < BATCHES; i++) {
        byte[] got = client.getInputStream().readNBytes(BATCH_BYTES);
        assertThat(got).hasSize(BATCH_BYTES).containsOnly((byte) i);
      }
      onLoop(channel, () -> send(Outlet.of(channel), batch(7), shared));
      assertThat(client.getInputStream().readNBytes(BATCH_BYTES)).containsOnly(7);
    }
  }

  /** A descriptor's number goes to the next connection at once; it must not get what follows. */
  @Test
  void sendsNothingToTheConnectionThatFollowsAClosedOne() throws Exception {
    try (Socket first = connect()) {
      Channel closed = accepted.take();
      Outlet outlet = outletOf(closed);
      closed.close().syncUninterruptibly();
      try (Socket second = connect()) {
        Channel open = accepted.take();
        ByteBuf batch = batch(1);
        onLoop(open, () -> {
          outlet.sendShared(batch);
          outlet.send(batch.retain());
          batch.release();
          Outlet.of(open).send(batch(2));
        });

        assertThat(second.getInputStream().readNBytes(BATCH_BYTES)).containsOnly(2);
        assertThat(batch.refCnt()).isZero();
      }
      assertThat(first.getInputStream().read()).isNegative();
    }
  }

  @Test
  void closesAConnectionWhoseClientHasGone() throws Exception {
    Socket client = connect();
    Channel channel = accepted.take();
    client.setSoLinger(true, 0);
    client.close();

    onLoop(channel, () -> {
      Outlet outlet = Outlet.of(channel);
      outlet.send(batch(1));
      outlet.send(batch(2));
    });

    channel.closeFuture().syncUninterruptibly();
  }

  private static final class ClosesOnFailure extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  private Socket connect() throws IOException {
    InetSocketAddress address = (InetSocketAddress) listener.localAddress();
    Socket client = new Socket(address.getAddress(), address.getPort());
    client.setSoTimeout(10_000);
    return client;
  }

  private static void send(Outlet outlet, ByteBuf batch, boolean shared) {
    if (shared) {
      outlet.sendShared(batch);
      batch.release();
    } else {
      outlet.send(batch);
    }
  }

  private static ByteBuf batch(int fill) {
    ByteBuf batch = PooledByteBufAllocator.DEFAULT.directBuffer(BATCH_BYTES);
    for (int i = 0; i < BATCH_BYTES; i++) {
      batch.writeByte(fill);
    }
    return batch;
  }

  private static void onLoop(Channel channel, Runnable task) {
    channel.eventLoop().submit(task).syncUninterruptibly();
  }

  private static Outlet outletOf(Channel channel) {
    return channel
        .eventLoop()
        .submit(() -> Outlet.of(channel))
        .syncUninterruptibly()
        .getNow();
  }
}
