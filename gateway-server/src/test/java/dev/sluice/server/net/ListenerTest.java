package dev.sluice.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.fanout.FanoutLoop;
import dev.sluice.core.metrics.FanoutMetrics;
import dev.sluice.core.time.GatewayClock;
import dev.sluice.core.topic.TopicLimits;
import dev.sluice.core.topic.TopicRegistry;
import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.loop.GatewayLoops;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SingleThreadEventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How connections are accepted. */
class ListenerTest {
  private static final int CLIENTS = 100;
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final GatewayClock CLOCK = GatewayClock.SYSTEM;

  private final AtomicLong numbers = new AtomicLong();
  private final TopicRegistry topics = new TopicRegistry(
      new TopicLimits(1, 1, 1, Long.MAX_VALUE, Duration.ofMinutes(1)),
      CLOCK,
      numbers::incrementAndGet);
  private final GatewayLoops loops = new GatewayLoops(
      1,
      CLOCK,
      numbers::incrementAndGet,
      nanos -> {},
      executor -> new FanoutLoop<>(executor, topics, FanoutMetrics.NONE, CLOCK));
  private final SingleThreadEventLoop loop =
      (SingleThreadEventLoop) loops.group().iterator().next();
  private final AtomicInteger accepted = new AtomicInteger();

  @AfterEach
  void end() {
    loops.close();
  }

  @Test
  void acceptsInOneTurnAllThatWait() throws IOException {
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    CompletableFuture<Integer> afterOneTurn = new CompletableFuture<>();
    try (Listener listener =
        Listener.bind(loops, ANY_PORT, UnpooledByteBufAllocator.DEFAULT, counting())) {
      loop.execute(goOn::join);
      loop.execute(() -> inTheNextTurn(() -> afterOneTurn.complete(accepted.get())));
      var clients = IntStream.range(0, CLIENTS)
          .mapToObj(i -> RawConnection.to(listener.address()))
          .toList();
      goOn.complete(null);

      assertThat(Await.value(afterOneTurn)).isEqualTo(CLIENTS);
      clients.forEach(RawConnection::close);
    }
  }

  /** Behind what the sockets have for it. */
  private void inTheNextTurn(Runnable task) {
    loop.executeAfterEventLoopIteration(() -> loop.execute(task));
  }

  private ChannelInitializer<Channel> counting() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        accepted.incrementAndGet();
      }
    };
  }
}
