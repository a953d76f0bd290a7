package dev.sluice.server.config;

import com.typesafe.config.ConfigValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One of few words, an enum's names in lower case. Immutable, any thread.
 *
 * @param type the enum
 */
record OneOf<E extends Enum<E>>(Class<E> type) implements ValueType<E> {
  @Override
  public E read(ConfigValue value) {
    String word = HoconText.of(value);
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> show(constant).equals(word))
        .findFirst()
        .orElseThrow(() -> new InvalidValueException("is none of them"));
  }

  @Override
  public void check(E value) {
    // every constant is allowed
  }

  @Override
  public String allowed() {
    return Arrays.stream(type.getEnumConstants()).map(this::show).collect(Collectors.joining(", "));
  }

  @Override
  public String show(E value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
