package dev.sluice.server.config;

import com.typesafe.config.Config;

/** Sizes in bytes with a unit: {@code 512B}, {@code 64KiB}, {@code 1MiB}. Immutable, any thread. */
final class Sizes implements Notation<Long> {
  static final Sizes INSTANCE = new Sizes();

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Sizes() {}

  @Override
  public Long parse(String text) {
    return UnitText.parse(text, Config::getBytes, noun(), "B, kB, KiB, MB, MiB, GB, GiB");
  }

  @Override
  public String show(Long value) {
    long count = value;
    int unit = 0;
    while (unit < UNITS.length - 1 && count != 0 && count % 1024 == 0) {
      count /= 1024;
      unit++;
    }
    return count + UNITS[unit];
  }

  @Override
  public String noun() {
    return "a size";
  }
}
