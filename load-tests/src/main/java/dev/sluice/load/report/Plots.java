package dev.sluice.load.report;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The pictures of a comparison, as SVG. Immutable, any thread. */
record Plots(String latency, String cpu, String bytes) {
  static Plots of(Comparison comparison) {
    return new Plots(
        LatencyPlot.of(comparison),
        cost(
            comparison,
            "Gateway's CPU per 1,000 messages received (ms)",
            Row::cpuMillisPerThousand),
        cost(comparison, "Bytes on the wire per message received", Row::bytesPerDelivery));
  }

  private static String cost(
      Comparison comparison, String title, Function<Row, @Nullable Double> value) {
    return comparison.rates().size() == 1
        ? BarPlot.of(comparison.rows(), title, value)
        : RatePlot.of(comparison, title, value);
  }
}
