package dev.sluice.load.jmh;

import dev.sluice.core.fanout.WireFormat;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Topic;
import dev.sluice.core.topic.TopicRegistry;
import dev.sluice.server.http.StreamFraming;
import dev.sluice.server.transport.EnvelopeMode;
import dev.sluice.server.transport.StreamSyntax;
import dev.sluice.server.transport.sse.SseSyntax;
import dev.sluice.server.transport.stream.NdjsonSyntax;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a batch costs once for all who get it: reading it from the ring, and writing its bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EncodeBenchmark {
  @Param({"sse", "ndjson"})
  public String syntax;

  /** In the batch. */
  @Param({"1", "64"})
  public int messages;

  private final TopicRegistry topics = Topics.registry();
  private final Topic topic = topics.topic(Topics.NAME);
  private final MessageRange range = new MessageRange(1024, 64 * 1024);
  private WireFormat<ByteBuf> format;

  @Setup
  public void publish() {
    PooledByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
    StreamSyntax written = syntax.equals("sse")
        ? new SseSyntax(Duration.ofSeconds(2), allocator)
        : new NdjsonSyntax(allocator);
    format = written.format(EnvelopeMode.RAW, false, StreamFraming.CHUNKED);
    for (int i = 0; i < messages; i++) {
      topics.append(Topics.NAME, Topics.publication());
    }
  }

  @Benchmark
  public int encode() {
    topic.read(0, Long.MAX_VALUE, range);
    ByteBuf batch = format.encode(topic, range);
    range.clear();
    int bytes = format.sizeOf(batch);
    format.release(batch);
    return bytes;
  }
}
