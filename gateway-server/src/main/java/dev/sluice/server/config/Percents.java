package dev.sluice.server.config;

/** Hundredths of a whole: {@code 85%}. Immutable, any thread. */
final class Percents implements Notation<Integer> {
  static final Percents INSTANCE = new Percents();

  private static final String SIGN = "%";

  private Percents() {}

  @Override
  public Integer parse(String text) {
    if (!text.endsWith(SIGN)) {
      throw new InvalidValueException("is no percentage");
    }
    return WholeNumbers.INSTANCE.parse(text.substring(0, text.length() - 1).strip());
  }

  @Override
  public String show(Integer value) {
    return value + SIGN;
  }

  @Override
  public String noun() {
    return "a percentage";
  }
}
