package dev.sluice.load.jmh;

import dev.sluice.core.fanout.FanoutLoop;
import dev.sluice.core.fanout.Gap;
import dev.sluice.core.fanout.LoopExecutor;
import dev.sluice.core.fanout.Sink;
import dev.sluice.core.fanout.Subscription;
import dev.sluice.core.fanout.WireFormat;
import dev.sluice.core.metrics.FanoutMetrics;
import dev.sluice.core.metrics.Transport;
import dev.sluice.core.time.GatewayClock;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Publication;
import dev.sluice.core.topic.Topic;
import dev.sluice.core.topic.TopicRegistry;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One message to a thousand subscribers whose sockets cost nothing: a delivery's own cost. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DrainBenchmark {
  private static final int SUBSCRIBERS = 1000;

  private final TopicRegistry topics = Topics.registry();
  private final Publication publication = Topics.publication();
  private final Queue<Runnable> afterTurn = new ArrayDeque<>();
  private final LoopExecutor executor = new LoopExecutor() {
    @Override
    public boolean inLoop() {
      return true;
    }

    @Override
    public void executeAfterTurn(Runnable task) {
      afterTurn.add(task);
    }
  };
  private final FanoutLoop<Object> loop =
      new FanoutLoop<>(executor, topics, FanoutMetrics.NONE, GatewayClock.SYSTEM);

  private long delivered;

  @Setup
  public void subscribe() {
    Topic topic = topics.topic(Topics.NAME);
    for (int i = 0; i < SUBSCRIBERS; i++) {
      loop.subscribe(Topics.NAME, topic.position(topic.lastOffset()), new Counting());
    }
    turns();
  }

  @Benchmark
  @OperationsPerInvocation(SUBSCRIBERS)
  public long deliver() {
    topics.append(Topics.NAME, publication);
    turns();
    return delivered;
  }

  private void turns() {
    for (Runnable turn = afterTurn.poll(); turn != null; turn = afterTurn.poll()) {
      turn.run();
    }
  }

  private final class Counting implements Sink<Object> {
    @Override
    public WireFormat<Object> format() {
      return Nothing.FORMAT;
    }

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void onBatch(Subscription<Object> subscription, Object batch) {
      delivered++;
    }

    @Override
    public void onGap(Subscription<Object> subscription, Gap gap) {
      throw new IllegalStateException("nobody is lapped here");
    }
  }

  private static final class Nothing implements WireFormat<Object> {
    static final WireFormat<Object> FORMAT = new Nothing();

    @Override
    public Transport transport() {
      return Transport.WS;
    }

    @Override
    public Object encode(Topic topic, MessageRange range) {
      return range;
    }

    @Override
    public int sizeOf(Object batch) {
      return 1;
    }

    @Override
    public void release(Object batch) {}
  }
}
