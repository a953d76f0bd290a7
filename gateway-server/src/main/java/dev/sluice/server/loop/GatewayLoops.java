package dev.sluice.server.loop;

import dev.sluice.core.fanout.FanoutLoop;
import dev.sluice.core.fanout.LoopExecutor;
import dev.sluice.core.time.GatewayClock;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** All event loops: native epoll where there is one, NIO elsewhere. Any thread. */
public final class GatewayLoops implements AutoCloseable {
  /** Package-private for tests, whose own thread is the loop. */
  static final FastThreadLocal<GatewayLoop> CURRENT = new FastThreadLocal<>();

  /**
   * Subscribers' numbers go up from a random one of 40 bits: short, and not the same after a
   * restart, when somebody may still have those of before in hand.
   */
  private static final int UNUSED_ID_BITS = 24;

  private final EventLoopGroup group;
  private final List<GatewayLoop> loops = new ArrayList<>();
  private final Traces traces;

  /**
   * Starts the loops.
   *
   * @param count how many, 0 for one per available processor
   * @param seeds for their randomness
   * @param onDelay is told how long a due task had to wait for its loop, in nanoseconds
   * @param fanout makes the lanes of a loop
   */
  public GatewayLoops(
      int count,
      GatewayClock clock,
      LongSupplier seeds,
      LongConsumer onDelay,
      Function<LoopExecutor, FanoutLoop<ByteBuf>> fanout) {
    int threads = count > 0 ? count : Runtime.getRuntime().availableProcessors();
    group = new MultiThreadIoEventLoopGroup(
        threads,
        new DefaultThreadFactory("loop"),
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    traces = new Traces(clock);
    AtomicLong ids = new AtomicLong(seeds.getAsLong() >>> UNUSED_ID_BITS);
    for (EventExecutor executor : group) {
      SingleThreadEventLoop eventLoop = (SingleThreadEventLoop) executor;
      long seed = seeds.getAsLong();
      loops.add(start(
          eventLoop,
          () -> new GatewayLoop(
              eventLoop, clock, seed, onDelay, fanout, ids::incrementAndGet, traces)));
    }
  }

  /** On its own thread, as it is its from the beginning. */
  private static GatewayLoop start(SingleThreadEventLoop eventLoop, Supplier<GatewayLoop> make) {
    return eventLoop
        .submit(() -> {
          GatewayLoop loop = make.get();
          CURRENT.set(loop);
          loop.start();
          return loop;
        })
        .syncUninterruptibly()
        .getNow();
  }

  /** The loop whose thread this is. */
  public static GatewayLoop of(Channel channel) {
    assert channel.eventLoop().inEventLoop();
    return CURRENT.get();
  }

  /** For Netty's bootstrap. */
  public EventLoopGroup group() {
    return group;
  }

  /** The kind of server channel that fits the loops. */
  public Class<? extends ServerChannel> serverChannel() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  /** How they talk to the system. */
  public String transportName() {
    return Epoll.isAvailable() ? "epoll" : "NIO";
  }

  /** Each of them. */
  public List<GatewayLoop> all() {
    return loops;
  }

  /** Whose connections are traced, on all of them. */
  public Traces traces() {
    return traces;
  }

  /** Ends the loops; waits until their threads have ended. */
  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
