package dev.sluice.load.jmh;

import dev.sluice.core.topic.Cursor;
import dev.sluice.core.topic.Position;
import dev.sluice.core.topic.Topic;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a client's cursor costs on its way in and out. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CursorBenchmark {
  private final Topic topic = Topics.registry().topic(Topics.NAME);
  private final String text = topic.position(0).text();

  @Benchmark
  public Position parse() {
    return Cursor.parse(text).in(topic);
  }

  @Benchmark
  public String write() {
    return topic.position(123_456).text();
  }
}
