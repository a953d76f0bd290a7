package dev.sluice.server.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A list whose elements are written as strings. Immutable, any thread.
 *
 * @param parse reads an element, or throws an {@link IllegalArgumentException} that says what is
 *     wrong with it
 * @param text writes an element
 * @param allowed the list in a message
 */
record ListOf<T>(Function<String, T> parse, Function<T, String> text, String allowed)
    implements ValueType<List<T>> {

  @Override
  public List<T> read(ConfigValue value) {
    if (!(value instanceof ConfigList list)) {
      throw new InvalidValueException("is not a list");
    }
    return list.stream().map(element -> parsed(HoconText.of(element))).toList();
  }

  @Override
  public void check(List<T> value) {
    value.forEach(element -> parsed(text.apply(element)));
  }

  @Override
  public String show(List<T> value) {
    return value.stream()
        .map(element -> ConfigUtil.quoteString(text.apply(element)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private T parsed(String element) {
    try {
      return parse.apply(element);
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("has a bad element: " + e.getMessage());
    }
  }
}
