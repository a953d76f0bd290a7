package dev.sluice.load.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them. Any thread. */
final class Numbers {
  private static final String UNKNOWN = "–";

  private Numbers() {}

  /** Three digits that count, no more; a dash where unknown. */
  static String brief(@Nullable Double value) {
    if (value == null) {
      return UNKNOWN;
    }
    double size = Math.abs(value);
    int decimals = size == 0 || size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** Without a point where there is nothing behind it. */
  static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%s", value);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", share * 100);
  }

  static String kibibytes(@Nullable Double bytes) {
    return brief(bytes == null ? null : Double.valueOf(bytes / 1024));
  }
}
