package dev.sluice.server.config;

/** How values of a type with an order are written. Immutable, any thread. */
interface Notation<T extends Comparable<? super T>> {
  /**
   * Reads a value.
   *
   * @throws InvalidValueException if the text is none, or its unit is missing or unknown
   */
  T parse(String text);

  /** The shortest text that {@link #parse} reads as the value. */
  String show(T value);

  /** The type in a message: {@code a duration}. */
  String noun();
}
