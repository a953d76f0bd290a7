package dev.sluice.server.config;

import com.typesafe.config.ConfigValue;

/** What the value of a key may be: how it is read, and its bounds. Immutable, any thread. */
interface ValueType<T> {
  /**
   * Reads a value, without a look at its bounds.
   *
   * @throws InvalidValueException if it is of another type, or its unit is missing or unknown
   */
  T read(ConfigValue value);

  /**
   * Checks a value that was read, or that a program made.
   *
   * @throws InvalidValueException if it is out of bounds
   */
  void check(T value);

  /** What is allowed, for a message: {@code a duration from 1ms to 1h}. */
  String allowed();

  /** The same value without what nobody is to be shown. */
  default ConfigValue printable(ConfigValue value) {
    return value;
  }

  /** The value as an operator would write it. */
  String show(T value);
}
