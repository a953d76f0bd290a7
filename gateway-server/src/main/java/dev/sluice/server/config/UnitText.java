package dev.sluice.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Numbers with a unit, read by Typesafe Config's own rules but for one: the unit can't be left out.
 * Any thread.
 */
final class UnitText {
  private static final Pattern BARE_NUMBER = Pattern.compile("\\s*[+-]?[0-9.]+\\s*");
  private static final String PATH = "value";

  private UnitText() {}

  static <T> T parse(String text, BiFunction<Config, String, T> reader, String noun, String units) {
    if (BARE_NUMBER.matcher(text).matches()) {
      throw new InvalidValueException("has no unit (" + units + ")");
    }
    try {
      return reader.apply(ConfigValueFactory.fromAnyRef(text).atPath(PATH), PATH);
    } catch (ConfigException e) {
      throw new InvalidValueException("is not " + noun + " (units: " + units + ")");
    }
  }
}
