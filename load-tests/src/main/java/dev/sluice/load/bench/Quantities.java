package dev.sluice.load.bench;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers with a unit, as the gateway's configuration writes them. Any thread. */
final class Quantities {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([A-Za-z]*)");
  private static final Map<String, Double> MILLIS =
      Map.of("ms", 1.0, "s", 1e3, "m", 60e3, "h", 3600e3);
  private static final Map<String, Double> BYTES =
      Map.of("", 1.0, "B", 1.0, "kB", 1e3, "KiB", 1024.0, "MB", 1e6, "MiB", 1048576.0);

  private Quantities() {}

  /** Reads {@code 500ms}, {@code 10s}, {@code 2m}, {@code 1h}. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      double millis = number(value, MILLIS, "a duration with a unit, as 500ms, 10s, 2m or 1h");
      return Duration.ofNanos((long) (millis * 1e6));
    }
  }

  /** Reads {@code 128}, {@code 16KiB}, {@code 1MiB}. */
  static final class SizeConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      double bytes = number(value, BYTES, "a size, as 128, 16KiB or 1MiB");
      if (bytes > Integer.MAX_VALUE) {
        throw new TypeConversionException("\"" + value + "\" is too large");
      }
      return (int) bytes;
    }
  }

  private static double number(String value, Map<String, Double> units, String expected) {
    Matcher form = FORM.matcher(value);
    Double unit = form.matches() ? units.get(form.group(2)) : null;
    if (unit == null) {
      throw new TypeConversionException("\"" + value + "\" is not " + expected);
    }
    return Double.parseDouble(form.group(1)) * unit;
  }
}
