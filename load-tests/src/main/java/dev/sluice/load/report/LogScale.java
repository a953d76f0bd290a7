package dev.sluice.load.report;

import java.util.ArrayList;
import java.util.List;

/** From values over decades to places in a picture. Immutable, any thread. */
record LogScale(double least, double most, double from, double to) {
  /** Whole decades around the values; 0 and less count as the least that a picture can tell. */
  static LogScale around(double smallest, double largest, double from, double to) {
    double low = Math.floor(Math.log10(Math.max(smallest, 1e-3)));
    double high = Math.ceil(Math.log10(Math.max(largest, 2e-3)));
    return new LogScale(low, Math.max(high, low + 1), from, to);
  }

  double place(double value) {
    double part = (Math.log10(Math.max(value, Math.pow(10, least))) - least) / (most - least);
    return from + part * (to - from);
  }

  /** Each power of ten. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (double exponent = least; exponent <= most; exponent++) {
      ticks.add(Math.pow(10, exponent));
    }
    return ticks;
  }
}
