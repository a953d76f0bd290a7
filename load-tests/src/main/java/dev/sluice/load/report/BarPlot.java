package dev.sluice.load.report;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One figure of each transport, as bars from zero. Any thread. */
final class BarPlot {
  private static final int WIDTH = 720;
  private static final int TOP = 50;
  private static final int STEP = 36;
  private static final int BAR = 22;
  private static final int LEFT = 120;
  private static final int ROOM_FOR_NUMBER = 80;

  private BarPlot() {}

  static String of(List<Row> rows, String title, Function<Row, @Nullable Double> value) {
    Svg svg = new Svg(WIDTH, TOP + rows.size() * STEP + 10, title);
    svg.text(16, 26, "start", title);
    double most =
        rows.stream().mapToDouble(row -> known(value.apply(row))).max().orElse(0);
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      double y = TOP + i * STEP;
      double length =
          most == 0 ? 0 : known(value.apply(row)) / most * (WIDTH - LEFT - ROOM_FOR_NUMBER);
      svg.text(LEFT - 8, y + BAR - 6, "end", row.transport().title());
      svg.bar(LEFT, y, length, BAR, Svg.colour(row.transport()));
      String star = row.generatorBound() ? " *" : "";
      svg.text(LEFT + length + 6, y + BAR - 6, "start", Numbers.brief(value.apply(row)) + star);
    }
    return svg.toString();
  }

  private static double known(@Nullable Double value) {
    return value == null ? 0 : Math.max(0, value);
  }
}
