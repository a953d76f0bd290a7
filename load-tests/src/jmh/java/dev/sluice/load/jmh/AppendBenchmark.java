package dev.sluice.load.jmh;

import dev.sluice.core.topic.Publication;
import dev.sluice.core.topic.TopicRegistry;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Appending a message to a topic that nobody reads, by one thread and by two at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AppendBenchmark {
  private final TopicRegistry topics = Topics.registry();
  private final Publication publication = Topics.publication();

  @Benchmark
  public Object append() {
    return topics.append(Topics.NAME, publication);
  }

  @Benchmark
  @Threads(2)
  public Object appendByTwo() {
    return topics.append(Topics.NAME, publication);
  }
}
