package dev.sluice.server.config;

import java.util.regex.Pattern;

/** Whole numbers in decimal digits. Immutable, any thread. */
final class WholeNumbers implements Notation<Integer> {
  static final WholeNumbers INSTANCE = new WholeNumbers();

  private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]+");

  private WholeNumbers() {}

  @Override
  public Integer parse(String text) {
    if (!DIGITS.matcher(text).matches()) {
      throw new InvalidValueException("is no whole number");
    }
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new InvalidValueException(text.startsWith("-") ? "is too small" : "is too large");
    }
  }

  @Override
  public String show(Integer value) {
    return value.toString();
  }

  @Override
  public String noun() {
    return "a whole number";
  }
}
