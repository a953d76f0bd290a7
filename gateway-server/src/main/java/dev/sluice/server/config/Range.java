package dev.sluice.server.config;

import com.typesafe.config.ConfigValue;

/**
 * A value with an order, and its bounds. Immutable, any thread.
 *
 * @param least the smallest value allowed
 * @param most the largest value allowed
 */
record Range<T extends Comparable<? super T>>(Notation<T> notation, T least, T most)
    implements ValueType<T> {

  /** Bounds as an operator would write them. */
  static <T extends Comparable<? super T>> Range<T> of(
      Notation<T> notation, String least, String most) {
    return new Range<>(notation, notation.parse(least), notation.parse(most));
  }

  @Override
  public T read(ConfigValue value) {
    return notation.parse(HoconText.of(value));
  }

  @Override
  public void check(T value) {
    if (value.compareTo(least) < 0) {
      throw new InvalidValueException("is too small");
    }
    if (value.compareTo(most) > 0) {
      throw new InvalidValueException("is too large");
    }
  }

  @Override
  public String allowed() {
    return notation.noun() + " from " + bounds();
  }

  @Override
  public String show(T value) {
    return notation.show(value);
  }

  /** The bounds as the configuration file states them. */
  String bounds() {
    return notation.show(least) + " to " + notation.show(most);
  }
}
