package dev.sluice.server.loop;

import dev.sluice.core.fanout.FanoutLoop;
import dev.sluice.core.metrics.FanoutMetrics;
import dev.sluice.core.topic.Publication;
import dev.sluice.core.topic.TopicLimits;
import dev.sluice.core.topic.TopicRegistry;
import dev.sluice.core.topic.TopicRegistry.Appended;
import dev.sluice.server.contract.harness.ManualClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A gateway's loop that turns when a test says so, by a clock that the test advances. The test's
 * thread is the loop's; epochs count from 1.
 */
public final class LoopByHand {
  /** Held per topic. */
  public static final int MAX_MESSAGES = 100;

  private static final TopicLimits LIMITS =
      new TopicLimits(MAX_MESSAGES, 8 * 1024 * 1024, 1000, Long.MAX_VALUE, Duration.ofMinutes(10));
  private static final long SEED = 42;

  private final ManualClock clock = new ManualClock();
  private final TopicRegistry topics =
      new TopicRegistry(LIMITS, clock, new AtomicLong()::incrementAndGet);
  private final HandCrankedEventLoop eventLoop = new HandCrankedEventLoop();
  private final Traces traces = new Traces(clock);
  private final GatewayLoop loop;

  private LoopByHand(FanoutMetrics metrics) {
    loop = new GatewayLoop(
        eventLoop,
        clock,
        SEED,
        nanos -> {},
        executor -> new FanoutLoop<>(executor, topics, metrics, clock),
        new AtomicLong()::incrementAndGet,
        traces);
  }

  /** Makes one, and has this thread be its. */
  public static LoopByHand begin() {
    return begin(FanoutMetrics.NONE);
  }

  /** Makes one that tells what it does, and has this thread be its. */
  public static LoopByHand begin(FanoutMetrics metrics) {
    LoopByHand made = new LoopByHand(metrics);
    GatewayLoops.CURRENT.set(made.loop);
    return made;
  }

  /** The loop itself. */
  public GatewayLoop loop() {
    return loop;
  }

  /** Its time. */
  public ManualClock clock() {
    return clock;
  }

  /** The topics that its lanes are of. */
  public TopicRegistry topics() {
    return topics;
  }

  /** Appends a message; its subscribers get it with the next turn. */
  public Appended append(String topic, Publication publication) {
    return topics.append(topic, publication);
  }

  /** Does what there is to do. */
  public void turn() {
    eventLoop.turn();
  }

  /** Lets time pass, deadlines with it, and a turn. */
  public void advance(Duration duration) {
    clock.advance(duration);
    loop.deadlines().sweep();
    turn();
  }
}
