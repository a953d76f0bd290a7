package dev.sluice.server.config;

import com.typesafe.config.ConfigValue;
import java.util.Locale;

/**
 * One key of the configuration and what its value may be. Immutable, any thread.
 *
 * @param key the full key, {@code sluice.public.port}
 */
record Setting<T>(String key, ValueType<T> type) {

  /** The name of the environment variable that sets the key: {@code SLUICE_PUBLIC_PORT}. */
  String variable() {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /**
   * Reads a value and checks its bounds.
   *
   * @throws InvalidConfigException if it breaks a rule; the message begins with the value's source
   */
  T read(ConfigValue value) {
    try {
      T result = type.read(value);
      type.check(result);
      return result;
    } catch (InvalidValueException e) {
      throw new InvalidConfigException(
          Source.of(value) + ": " + fault(HoconText.shown(type.printable(value)), e));
    }
  }

  /**
   * Checks a value that a program made.
   *
   * @throws InvalidConfigException if it is out of bounds
   */
  void check(T value) {
    try {
      type.check(value);
    } catch (InvalidValueException e) {
      throw new InvalidConfigException(fault(type.show(value), e));
    }
  }

  private String fault(String shown, InvalidValueException e) {
    return key + " = " + shown + " " + e.getMessage() + "; allowed: " + type.allowed();
  }
}
