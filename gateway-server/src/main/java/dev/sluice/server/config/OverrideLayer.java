package dev.sluice.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;

/** Values from outside the files as a configuration. Any thread. */
final class OverrideLayer {
  private OverrideLayer() {}

  /**
   * The values as a configuration; the last one of a key wins.
   *
   * @throws InvalidConfigException if a key is unknown, or a value begins as HOCON and is none
   */
  static Config of(List<ConfigOverride> overrides) {
    Config layer = ConfigFactory.empty();
    for (ConfigOverride override : overrides) {
      if (Settings.find(override.key()) == null) {
        throw KeyCheck.unknown(override.source(), override.key());
      }
      layer = layer.withValue(override.key(), value(override));
    }
    return layer;
  }

  private static ConfigValue value(ConfigOverride override) {
    String text = override.text().strip();
    return text.startsWith("[") || text.startsWith("\"")
        ? hocon(override, text)
        : ConfigValueFactory.fromAnyRef(text, override.source());
  }

  private static ConfigValue hocon(ConfigOverride override, String text) {
    ConfigObject parsed =
        Hocon.text("value = " + text, override.source() + ": " + override.key()).root();
    ConfigValue value = parsed.get("value");
    if (value == null || parsed.size() != 1) {
      throw new InvalidConfigException(
          override.source() + ": " + override.key() + " = " + text + " is more than one value");
    }
    return value.withOrigin(ConfigOriginFactory.newSimple(override.source()));
  }
}
