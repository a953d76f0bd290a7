package dev.sluice.load.report;

import dev.sluice.load.measure.Latencies;
import dev.sluice.load.measure.Measurement;
import dev.sluice.load.plan.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transport at one rate, in the units that are compared. Immutable, any thread. Null is
 * unknown.
 *
 * @param rate messages a second that were asked for
 * @param latency from publish to receipt, milliseconds
 * @param bytesPerDelivery HTTP and WebSocket bytes, both directions
 * @param cpuMillisPerThousand of the gateway's processor time, publishing included
 * @param residentPerConnection bytes that the gateway's process grew, per subscriber
 * @param livePerConnection bytes left by a full collection, and buffers, per subscriber
 * @param joinsPerSecond subscribers that got from nothing to their first message
 * @param generatorBusy share of the cores that the generator may use
 */
public record Row(
    Transport transport,
    double rate,
    double publishedRate,
    double deliveriesPerSecond,
    Latencies latency,
    double requestsPerDelivery,
    @Nullable Double bytesPerDelivery,
    @Nullable Double cpuMillisPerThousand,
    @Nullable Double residentPerConnection,
    @Nullable Double livePerConnection,
    double joinsPerSecond,
    long missed,
    long duplicates,
    double generatorBusy,
    boolean generatorBound,
    boolean keptItsRate,
    boolean passed) {

  /** A row for each transport of a run. */
  static List<Row> of(Measurement run) {
    return run.transports().stream().map(figures -> of(run, figures)).toList();
  }

  private static Row of(Measurement run, Measurement.Figures figures) {
    long deliveries = figures.deliveries();
    // Where transports share a run, nobody can tell whose the processor time and the memory were.
    boolean alone = run.transports().size() == 1;
    Measurement.Server server = run.server();
    int subscribers = run.plan().users() + run.plan().stalling();
    return new Row(
        figures.transport(),
        run.plan().rate(),
        run.publishedRate(),
        run.seconds() == 0 ? 0 : deliveries / run.seconds(),
        figures.latency(),
        deliveries == 0 ? 0 : (double) figures.requests() / deliveries,
        per(figures.bytes(), (double) deliveries),
        alone ? per(server.cpuSeconds(), deliveries / 1e6) : null,
        alone ? per(server.residentBytes(), subscribers) : null,
        alone ? per(server.liveBytes(), subscribers) : null,
        run.joinSeconds() == 0 ? 0 : subscribers * run.transports().size() / run.joinSeconds(),
        figures.accounting().missed(),
        figures.accounting().duplicates(),
        run.generator().busy(),
        run.generator().bound(),
        run.keptItsRate(),
        run.passed());
  }

  String title() {
    return transport.title() + (keptItsRate ? "" : " (rate not kept)");
  }

  private static @Nullable Double per(@Nullable Number amount, double count) {
    return amount == null || count == 0 ? null : Double.valueOf(amount.doubleValue() / count);
  }
}
