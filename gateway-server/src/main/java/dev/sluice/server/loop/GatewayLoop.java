package dev.sluice.server.loop;

import dev.sluice.core.fanout.FanoutLoop;
import dev.sluice.core.fanout.LoopExecutor;
import dev.sluice.core.time.DeadlineWheel;
import dev.sluice.core.time.GatewayClock;
import dev.sluice.core.topic.MessageRange;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One event loop and what it owns. Belongs to its thread, but for {@link #execute} and what
 * {@link LoopExecutor} says.
 */
public final class GatewayLoop implements LoopExecutor {
  /** How exact deadlines are. */
  static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final int TICKS_PER_LANE_SWEEP = 50;
  /** Between two parts of a roll call messages go on. */
  private static final int CONNECTIONS_PER_CALL = 256;

  private static final int HISTORY_MESSAGES = 1000;
  private static final int HISTORY_BYTES = 1024 * 1024;

  private final SingleThreadEventLoop eventLoop;
  private final GatewayClock clock;
  private final FanoutLoop<ByteBuf> fanout;
  private final LongSupplier subscriberIds;
  private final Traces traces;
  private final DeadlineWheel deadlines;
  private final DateHeader date;
  private final MessageRange history = new MessageRange(HISTORY_MESSAGES, HISTORY_BYTES);
  private final SplittableRandom random;
  private final Set<Channel> connections = Collections.newSetFromMap(new IdentityHashMap<>());
  private final GenericFutureListener<Future<Void>> onClose;
  private final LongConsumer onDelay;
  private @Nullable Farewells farewells;
  private long nextTickNanos;
  private int ticks;

  GatewayLoop(
      SingleThreadEventLoop eventLoop,
      GatewayClock clock,
      long seed,
      LongConsumer onDelay,
      Function<LoopExecutor, FanoutLoop<ByteBuf>> fanout,
      LongSupplier subscriberIds,
      Traces traces) {
    this.eventLoop = eventLoop;
    this.clock = clock;
    this.subscriberIds = subscriberIds;
    this.traces = traces;
    this.fanout = fanout.apply(this);
    this.deadlines = new DeadlineWheel(clock, TICK_NANOS);
    this.date = new DateHeader(clock);
    this.random = new SplittableRandom(seed);
    this.onDelay = onDelay;
    this.onClose = future -> connections.remove(((ChannelFuture) future).channel());
  }

  @Override
  public boolean inLoop() {
    return eventLoop.inEventLoop();
  }

  @Override
  public void executeAfterTurn(Runnable task) {
    eventLoop.executeAfterEventLoopIteration(task);
  }

  /** Runs a task on the loop; any thread. */
  public void execute(Runnable task) {
    eventLoop.execute(task);
  }

  /** Its lanes. */
  public FanoutLoop<ByteBuf> fanout() {
    return fanout;
  }

  /** Its deadlines. */
  public DeadlineWheel deadlines() {
    return deadlines;
  }

  /** The current Date header's value. */
  public DateHeader date() {
    return date;
  }

  /** An empty range for answers with history; whoever uses it clears it before it returns. */
  public MessageRange history() {
    return history;
  }

  /**
   * A duration shortened at random by up to a tenth, so that what began together doesn't stay
   * together.
   */
  public long jittered(long nanos) {
    return nanos - (long) (nanos * 0.1 * random.nextDouble());
  }

  /** A random number from 0 up to a bound. */
  public long randomBelow(long bound) {
    return random.nextLong(bound);
  }

  /** The time of day, in milliseconds since 1970. */
  public long epochMillis() {
    return clock.epochMillis();
  }

  /** A number for one more subscriber, which no other one gets. */
  public long nextSubscriberId() {
    return subscriberIds.getAsLong();
  }

  /** Whose connections are traced. */
  public Traces traces() {
    return traces;
  }

  /** Takes a public connection into account until it closes. */
  public void register(Channel channel) {
    assert inLoop();
    connections.add(channel);
    channel.closeFuture().addListener(onClose);
    if (farewells != null) {
      farewells.add(channel);
    }
  }

  /** Begins to ask its public connections to leave, as many at a time as the drain says. */
  public void drain(Drain drain) {
    assert inLoop();
    Farewells begun = new Farewells(drain, clock, deadlines);
    farewells = begun;
    connections.forEach(begun::add);
    begun.begin();
  }

  /**
   * Has the subscribers of all its public connections present themselves, some of them in a turn.
   * Those that come meanwhile are left out.
   */
  public void callRoll(RollCall call, Runnable onEnd) {
    assert inLoop();
    callRoll(connections.toArray(new Channel[0]), 0, call, onEnd);
  }

  private void callRoll(Channel[] present, int from, RollCall call, Runnable onEnd) {
    int to = Math.min(present.length, from + CONNECTIONS_PER_CALL);
    for (int i = from; i < to; i++) {
      present[i].pipeline().fireUserEventTriggered(call);
    }
    if (to < present.length) {
      execute(() -> callRoll(present, to, call, onEnd));
    } else {
      onEnd.run();
    }
  }

  /** Closes all its public connections. */
  public void closeConnections() {
    assert inLoop();
    new ArrayList<>(connections).forEach(Channel::close);
  }

  void start() {
    nextTickNanos = System.nanoTime() + TICK_NANOS;
    eventLoop.schedule(this::onTick, TICK_NANOS, TimeUnit.NANOSECONDS);
  }

  /**
   * Its lateness is the machine's and not the gateway's clock's: how long tasks wait for the loop.
   */
  private void onTick() {
    onDelay.accept(Math.max(0, System.nanoTime() - nextTickNanos));
    deadlines.sweep();
    if (++ticks % TICKS_PER_LANE_SWEEP == 0) {
      fanout.closeEmptyLanes();
    }
    start();
  }
}
