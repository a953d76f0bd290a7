package dev.sluice.load.report;

import dev.sluice.load.measure.Latencies.Point;
import java.util.List;

/**
 * Latency by percentile, the rare ones as wide as the common ones; both axes in decades. Any
 * thread.
 */
final class LatencyPlot {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 400;
  private static final int LEFT = 70;
  private static final int RIGHT = 560;
  private static final int TOP = 50;
  private static final int BOTTOM = 340;
  private static final double RAREST = 99.99;
  private static final double[] MARKS = {0, 50, 90, 99, 99.9, RAREST};

  private LatencyPlot() {}

  /** At the highest rate, which tells the most. */
  static String of(Comparison comparison) {
    double rate =
        comparison.rates().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    List<Row> rows =
        comparison.at(rate).stream().filter(row -> row.latency().count() > 0).toList();
    String title =
        "Latency from publish to receipt, at " + Numbers.plain(rate) + " messages/s (ms)";
    Svg svg = new Svg(WIDTH, HEIGHT, title);
    svg.text(16, 26, "start", title);
    LogScale scale = LogScale.around(
        rows.stream().mapToDouble(row -> row.latency().p50()).min().orElse(1) / 3,
        rows.stream().mapToDouble(row -> row.latency().max()).max().orElse(1),
        BOTTOM,
        TOP);
    axes(svg, scale);
    for (Row row : rows) {
      svg.curve(
          row.latency().curve().stream()
              .filter(point -> point.percentile() <= RAREST)
              .map(point -> dot(point, scale))
              .toList(),
          Svg.colour(row.transport()));
    }
    Legend.draw(svg, rows.stream().map(Row::transport).toList(), RIGHT + 24, TOP + 20);
    return svg.toString();
  }

  private static void axes(Svg svg, LogScale scale) {
    for (double tick : scale.ticks()) {
      double y = scale.place(tick);
      svg.rule(LEFT, y, RIGHT, y, "#dde1e6");
      svg.text(LEFT - 8, y + 4, "end", Numbers.plain(tick));
    }
    for (double mark : MARKS) {
      svg.rule(x(mark), BOTTOM, x(mark), BOTTOM + 5, "#57606a");
      svg.text(x(mark), BOTTOM + 22, "middle", Numbers.plain(mark) + "%");
    }
    svg.text((LEFT + RIGHT) / 2.0, BOTTOM + 44, "middle", "of the messages arrive within");
  }

  private static Svg.Dot dot(Point point, LogScale scale) {
    return new Svg.Dot(x(point.percentile()), scale.place(point.millis()));
  }

  private static double x(double percentile) {
    double decades = -Math.log10(1 - percentile / 100);
    double most = -Math.log10(1 - RAREST / 100);
    return LEFT + decades / most * (RIGHT - LEFT);
  }
}
