package dev.sluice.load.report;

import dev.sluice.load.plan.Transport;
import java.util.List;

/** Which colour is whose, beside a plot. Any thread. */
final class Legend {
  private static final int STEP = 22;

  private Legend() {}

  static void draw(Svg svg, List<Transport> transports, double x, double y) {
    for (int i = 0; i < transports.size(); i++) {
      double line = y + i * STEP;
      svg.bar(x, line - 10, 12, 12, Svg.colour(transports.get(i)));
      svg.text(x + 18, line, "start", transports.get(i).title());
    }
  }
}
