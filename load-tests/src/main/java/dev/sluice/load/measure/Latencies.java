package dev.sluice.load.measure;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A distribution in milliseconds. Immutable, any thread.
 *
 * @param count 0 where nothing was measured, and then all the others are 0
 * @param curve percentiles for a plot, ascending
 */
public record Latencies(
    long count, double p50, double p90, double p99, double p999, double max, List<Point> curve) {
  private static final double[] CURVE = {
    0, 10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.75, 99.9, 99.95, 99.99, 100
  };
  private static final double NANOS_PER_MILLI = 1e6;

  /** At a percentile, so many milliseconds. */
  public record Point(double percentile, double millis) {}

  /** Of a histogram of nanoseconds. */
  public static Latencies of(Histogram nanos) {
    if (nanos.getTotalCount() == 0) {
      return new Latencies(0, 0, 0, 0, 0, 0, List.of());
    }
    List<Point> curve = new ArrayList<>();
    for (double percentile : CURVE) {
      if (told(percentile, nanos.getTotalCount())) {
        curve.add(new Point(percentile, at(nanos, percentile)));
      }
    }
    return new Latencies(
        nanos.getTotalCount(),
        at(nanos, 50),
        at(nanos, 90),
        at(nanos, 99),
        at(nanos, 99.9),
        nanos.getMaxValue() / NANOS_PER_MILLI,
        List.copyOf(curve));
  }

  /** Past it, each value would be the largest one again. */
  private static boolean told(double percentile, long count) {
    return percentile == 100 || (100 - percentile) * count > 99.999; // 99.9 is none in binary
  }

  private static double at(Histogram nanos, double percentile) {
    return nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
  }
}
