package dev.sluice.load;

import dev.sluice.load.measure.Latencies;
import dev.sluice.load.measure.Latencies.Point;
import dev.sluice.load.measure.Measurement;
import dev.sluice.load.plan.LoadPlan;
import dev.sluice.load.plan.Question;
import dev.sluice.load.plan.Transport;
import dev.sluice.load.tally.Accounting;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measurements as a run might leave them. */
public final class Samples {
  private Samples() {}

  public static LoadPlan plan(Question question, double rate, Transport... transports) {
    return new LoadPlan(
        question,
        List.of(transports),
        100,
        rate,
        128,
        1,
        0,
        1000,
        10_000,
        1000,
        2000,
        1000,
        6000,
        2000,
        "http://127.0.0.1:8080",
        "http://127.0.0.1:8081",
        null,
        true,
        Path.of("measurement.json"));
  }

  public static Latencies latencies(double p50, double p99) {
    return new Latencies(
        1000,
        p50,
        (p50 + p99) / 2,
        p99,
        p99 * 2,
        p99 * 3,
        List.of(new Point(0, p50 / 2), new Point(50, p50), new Point(99, p99)));
  }

  public static Measurement.Figures figures(
      Transport transport, Latencies latency, Accounting sum) {
    return new Measurement.Figures(
        transport, 10_000, 500, 1_320_000L, latency, latencies(1, 2), sum, 0);
  }

  public static Measurement run(
      Transport transport, double rate, double p50, double p99, @Nullable Double cpuSeconds) {
    return new Measurement(
        plan(Question.FAN_OUT, rate, transport),
        10,
        rate,
        0.5,
        null,
        List.of(figures(transport, latencies(p50, p99), Accounting.NONE)),
        null,
        new Measurement.Server(cpuSeconds, "/proc", 4_096_000L, 1_024_000L),
        new Measurement.Generator(1, 0.3, 0.4),
        List.of(),
        List.of());
  }

  public static Measurement with(
      Measurement run, Measurement.Generator generator, List<String> failures) {
    return new Measurement(
        run.plan(),
        run.seconds(),
        run.publishedRate(),
        run.joinSeconds(),
        run.rejoinSeconds(),
        run.transports(),
        run.stalled(),
        run.server(),
        generator,
        failures,
        run.notes());
  }
}
