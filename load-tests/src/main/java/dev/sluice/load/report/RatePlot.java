package dev.sluice.load.report;

import dev.sluice.load.plan.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One figure of each transport against the rate; both axes in decades. Any thread. */
final class RatePlot {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 400;
  private static final int LEFT = 70;
  private static final int RIGHT = 560;
  private static final int TOP = 50;
  private static final int BOTTOM = 340;

  private RatePlot() {}

  static String of(Comparison comparison, String title, Function<Row, @Nullable Double> value) {
    Svg svg = new Svg(WIDTH, HEIGHT, title);
    svg.text(16, 26, "start", title);
    List<Row> rows =
        comparison.rows().stream().filter(row -> value.apply(row) != null).toList();
    LogScale y = scale(rows.stream().map(value).toList(), BOTTOM, TOP);
    LogScale x = scale(comparison.rates(), LEFT, RIGHT);
    for (double tick : y.ticks()) {
      svg.rule(LEFT, y.place(tick), RIGHT, y.place(tick), "#dde1e6");
      svg.text(LEFT - 8, y.place(tick) + 4, "end", Numbers.plain(tick));
    }
    for (double rate : comparison.rates()) {
      svg.rule(x.place(rate), BOTTOM, x.place(rate), BOTTOM + 5, "#57606a");
      svg.text(x.place(rate), BOTTOM + 22, "middle", Numbers.plain(rate));
    }
    svg.text((LEFT + RIGHT) / 2.0, BOTTOM + 44, "middle", "messages/s");
    List<Transport> transports = rows.stream().map(Row::transport).distinct().toList();
    for (Transport transport : transports) {
      svg.curve(dots(rows, transport, value, x, y), Svg.colour(transport));
    }
    Legend.draw(svg, transports, RIGHT + 24, TOP + 20);
    return svg.toString();
  }

  private static List<Svg.Dot> dots(
      List<Row> rows,
      Transport transport,
      Function<Row, @Nullable Double> value,
      LogScale x,
      LogScale y) {
    List<Svg.Dot> dots = new ArrayList<>();
    for (Row row : rows) {
      Double height = value.apply(row);
      if (row.transport() == transport && height != null) {
        dots.add(new Svg.Dot(x.place(row.rate()), y.place(height)));
      }
    }
    return dots;
  }

  private static LogScale scale(List<? extends @Nullable Double> values, double from, double to) {
    double least = Double.MAX_VALUE;
    double most = 0;
    for (Double value : values) {
      if (value != null) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    return LogScale.around(least, most, from, to);
  }
}
