package dev.sluice.server.config;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Durations with a unit: {@code 500ms}, {@code 25s}, {@code 5m}. Immutable, any thread. */
public final class Durations implements Notation<Duration> {
  static final Durations INSTANCE = new Durations();

  private static final Map<String, Duration> UNITS = units();

  private Durations() {}

  /**
   * Reads a duration with its unit.
   *
   * @throws IllegalArgumentException if there is no number or no unit; the message reads on after
   *     the text
   */
  public static Duration of(String text) {
    return INSTANCE.parse(text);
  }

  @Override
  public Duration parse(String text) {
    return UnitText.parse(text, Config::getDuration, noun(), "ns, us, ms, s, m, h, d");
  }

  @Override
  public String show(Duration value) {
    if (value.isZero()) {
      return "0s";
    }
    for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
      long count = value.dividedBy(unit.getValue());
      if (unit.getValue().multipliedBy(count).equals(value)) {
        return count + unit.getKey();
      }
    }
    return value.toNanos() + "ns";
  }

  @Override
  public String noun() {
    return "a duration";
  }

  private static Map<String, Duration> units() {
    Map<String, Duration> units = new LinkedHashMap<>();
    units.put("d", Duration.ofDays(1));
    units.put("h", Duration.ofHours(1));
    units.put("m", Duration.ofMinutes(1));
    units.put("s", Duration.ofSeconds(1));
    units.put("ms", Duration.ofMillis(1));
    return units;
  }
}
