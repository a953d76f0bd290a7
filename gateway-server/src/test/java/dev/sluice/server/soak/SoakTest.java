package dev.sluice.server.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients of all transports come and go for as long as {@code -Dsoak.seconds} says, while backends
 * publish to topics that come and go: in the end the gateway uses what it did before. In
 * {@code bin/soak} for ten minutes.
 */
@Tag("conformance") // and no time-out: an hour is fine, and what it waits for has its own
class SoakTest {
  private static final Logger LOG = LoggerFactory.getLogger(SoakTest.class);
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("soak.seconds", 6));

  /** Until all code has run, and pools have what they will keep. */
  private static final Duration TIME_TO_WARM_UP =
      Duration.ofSeconds(Math.min(30, 3 + TIME.toSeconds() / 4));

  private static final Duration PATIENCE = TIME.plusMinutes(1);
  private static final int CLIENTS = 24;
  private static final int PUBLISHERS = 2;
  private static final int TOPICS = 300;

  /**
   * In ten minutes a hundred thousand clients come: eleven bytes that each leaves behind are more.
   */
  private static final long HEAP_TOLERANCE = 1 << 20;

  /** Chunks of the pool, that one more loop or size of buffer has come to need. */
  private static final long BUFFER_TOLERANCE = 8 << 20;

  private static final List<String> JVM = List.of(
      "-Xmx256m",
      "-XX:+ExitOnOutOfMemoryError",
      "-Dio.netty.leakDetection.level=paranoid",
      "-Dio.netty.leakDetection.acquireAndReleaseOnly=true");

  /** What ends by time ends soon, so that the end is not waited for. */
  private static final List<String> SETTINGS = List.of(
      "sluice.public.host=127.0.0.1",
      "sluice.event-loops=2",
      "sluice.heartbeat=1s",
      "sluice.drain=2s",
      "sluice.idempotency-window=1s",
      "sluice.topics.max-messages=200",
      "sluice.topics.idle-timeout=1s",
      "sluice.long-poll.max-wait=1s",
      "sluice.limits.keep-alive-timeout=3s",
      "sluice.limits.handshake-timeout=1s");

  private final AtomicLong came = new AtomicLong();
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong received = new AtomicLong();

  @Test
  void comesBackToWhatItWas() throws IOException {
    Path log = Files.createDirectories(Path.of("target", "soak")).resolve("gateway.log");
    try (GatewayProcess gateway = GatewayProcess.start(log, JVM, SETTINGS)) {
      gateway.collectGarbage(); // the descriptor for that stays open
      List<String> descriptors = gateway.descriptors();
      load(gateway, TIME_TO_WARM_UP);
      topics().forEach(gateway.backend()::deleteIfThere); // not to wait for them twice
      Figures before = atRest(gateway);
      load(gateway, TIME);
      Figures after = atRest(gateway);
      LOG.info("{} clients came, {} messages in, {} out", came, published, received);
      LOG.info("before: {}", before);
      LOG.info("after:  {}", after);

      assertThat(after.heapBytes()).isLessThan(before.heapBytes() + HEAP_TOLERANCE);
      assertThat(after.bufferBytes()).isLessThanOrEqualTo(before.bufferBytes() + BUFFER_TOLERANCE);
      Await.until(
          "all connections are closed, those of backends by the keep-alive time-out",
          () -> gateway.descriptors().size() <= descriptors.size());
      assertThat(gateway.descriptors()).containsExactlyInAnyOrderElementsOf(descriptors);
      assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
      assertThat(gateway.stop()).isZero();
      assertThat(gateway.log()).doesNotContain("LEAK", " ERROR ", "Exception");
    }
  }

  private void load(GatewayProcess gateway, Duration time) {
    long until = System.nanoTime() + time.toNanos();
    BooleanSupplier over = () -> System.nanoTime() - until > 0;
    List<String> topics = topics();
    int share = topics.size() / PUBLISHERS;
    List<Runnable> work = new ArrayList<>();
    for (int i = 0; i < PUBLISHERS; i++) {
      List<String> own = topics.subList(i * share, (i + 1) * share);
      work.add(new SoakPublisher(gateway.backend(), own, i, over, published));
    }
    for (int i = 0; i < CLIENTS; i++) {
      work.add(new SoakClient(gateway, topics, i, over, came, received));
    }
    runAll(work);
  }

  private static List<String> topics() {
    return IntStream.range(0, TOPICS).mapToObj(n -> "soak." + n).toList();
  }

  private static void runAll(List<Runnable> work) {
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    try {
      List<CompletableFuture<Void>> running =
          work.stream().map(task -> CompletableFuture.runAsync(task, threads)).toList();
      Await.until(
          "all is over", PATIENCE, () -> running.stream().allMatch(CompletableFuture::isDone));
      running.forEach(Await::value);
    } finally {
      threads.shutdownNow();
    }
  }

  /** When the last client is gone, and topics have gone by themselves. */
  private static Figures atRest(GatewayProcess gateway) {
    Await.until("it is idle", () -> figures(gateway).isIdle());
    gateway.collectGarbage();
    gateway.collectGarbage();
    return figures(gateway);
  }

  private static Figures figures(GatewayProcess gateway) {
    return Figures.of(gateway.backend().metrics());
  }
}
