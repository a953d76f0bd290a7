package dev.sluice.load.measure;

import dev.sluice.load.plan.Transport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the gateway from outside: its metrics, and its process where that is known. One thread;
 * blocks.
 */
final class ServerProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final double NANOS = 1e9;

  /** What memory was in use; parts are null where unknown. */
  record Memory(@Nullable Long residentBytes, @Nullable Long liveBytes) {}

  private final HttpClient client = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(PATIENCE)
      .build();
  private final HttpRequest scrape;
  private @Nullable Long pid;

  ServerProbe(String internalUrl, @Nullable Long pid) {
    scrape = HttpRequest.newBuilder(URI.create(internalUrl + "/metrics"))
        .timeout(PATIENCE)
        .build();
    this.pid = pid;
  }

  void follow(long newPid) {
    pid = newPid;
  }

  MetricsPage metrics() throws InterruptedException {
    try {
      return MetricsPage.parse(client.send(scrape, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      return MetricsPage.parse("");
    }
  }

  /** Processor time so far; null where nobody tells. */
  @Nullable Double cpuSeconds(MetricsPage page) {
    Double own = pid == null ? null : ProcessFiles.cpuSeconds(pid);
    if (own != null) {
      return own;
    }
    Double nanos = page.value("process_cpu_time_ns_total");
    return nanos == null ? null : nanos / NANOS;
  }

  String cpuSource() {
    return pid != null && ProcessFiles.cpuSeconds(pid) != null
        ? "/proc"
        : "the gateway's own metric process_cpu_time_ns_total";
  }

  /** Stops the gateway for a moment where its process is known: not while something is measured. */
  Memory memory() throws InterruptedException {
    if (pid == null) {
      return new Memory(null, null);
    }
    Long heap = LiveHeap.bytes(pid);
    MetricsPage page = metrics();
    Double buffers = page.value("sluice_buffer_bytes");
    Double rings = page.value("sluice_ring_bytes");
    Long live = heap == null || buffers == null || rings == null
        ? null
        : Long.valueOf((long) (heap + buffers - rings));
    return new Memory(ProcessFiles.residentBytes(pid), live);
  }

  /** Bytes that the gateway says it has handed to sockets of a transport. */
  static @Nullable Long deliveredBytes(MetricsPage page, Transport transport) {
    String name = "sluice_bytes_delivered_total";
    return page.has(name) ? (long) page.sum(name, "\"" + transport.label() + "\"") : null;
  }
}
