package dev.sluice.load.measure;

import dev.sluice.load.plan.Transport;
import dev.sluice.load.tally.TransportTally;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All counters at one moment; two of them are a measured time. Immutable, any thread. */
record Window(
    long nanos, long published, @Nullable Double cpuSeconds, Map<Transport, Counts> counts) {

  /** Of one transport. */
  record Counts(
      long deliveries,
      long requests,
      long exchangedBytes,
      @Nullable Long deliveredBytes) {}

  static Window now(LoadRun run, ServerProbe server) throws InterruptedException {
    MetricsPage page = server.metrics();
    Map<Transport, Counts> counts = new EnumMap<>(Transport.class);
    for (Transport transport : run.plan().transports()) {
      TransportTally tally = run.tally(transport);
      counts.put(
          transport,
          new Counts(
              tally.deliveries(),
              tally.requests(),
              tally.exchangedBytes(),
              ServerProbe.deliveredBytes(page, transport)));
    }
    return new Window(System.nanoTime(), run.published(), server.cpuSeconds(page), counts);
  }

  double secondsUntil(Window end) {
    return (end.nanos - nanos) / 1e9;
  }

  long deliveriesUntil(Window end, Transport transport) {
    return end.of(transport).deliveries() - of(transport).deliveries();
  }

  long requestsUntil(Window end, Transport transport) {
    return end.of(transport).requests() - of(transport).requests();
  }

  /** Polls are counted here, as requests and answers; what is pushed, the gateway counts. */
  @Nullable Long bytesUntil(Window end, Transport transport) {
    Counts from = of(transport);
    Counts to = end.of(transport);
    if (!transport.pushes()) {
      return to.exchangedBytes() - from.exchangedBytes();
    }
    Long before = from.deliveredBytes();
    Long after = to.deliveredBytes();
    return before == null || after == null ? null : Long.valueOf(after - before);
  }

  @Nullable Double cpuSecondsUntil(Window end) {
    return cpuSeconds == null || end.cpuSeconds == null
        ? null
        : Double.valueOf(end.cpuSeconds - cpuSeconds);
  }

  private Counts of(Transport transport) {
    Counts found = counts.get(transport);
    if (found == null) {
      throw new IllegalArgumentException(transport + " is not in the plan");
    }
    return found;
  }
}
