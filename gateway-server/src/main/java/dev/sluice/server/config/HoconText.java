package dev.sluice.server.config;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Locale;

/** The text of a HOCON value, for reading and for messages. Any thread. */
final class HoconText {
  private static final int MAX_SHOWN = 80;

  private HoconText() {}

  /**
   * The text of a string or a number, numbers as they were written.
   *
   * @throws InvalidValueException if it is neither
   */
  static String of(ConfigValue value) {
    if (value.valueType() == ConfigValueType.STRING) {
      return (String) value.unwrapped();
    }
    if (value.valueType() == ConfigValueType.NUMBER) {
      return concise(value);
    }
    throw new InvalidValueException("is of the wrong type (" + typeOf(value) + ")");
  }

  /** One line that shows the value in a message, cut where it is long. */
  static String shown(ConfigValue value) {
    boolean plain = value.valueType() == ConfigValueType.STRING
        && ((String) value.unwrapped()).matches("[!-~]([ -~]*[!-~])?");
    String text = plain ? (String) value.unwrapped() : concise(value);
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }

  /** HOCON that reads back as the same value. */
  static String concise(ConfigValue value) {
    return value.render(ConfigRenderOptions.concise());
  }

  static String typeOf(ConfigValue value) {
    return value.valueType().name().toLowerCase(Locale.ROOT);
  }
}
