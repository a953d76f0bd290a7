package dev.sluice.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Holds every value of a configuration against the known keys. Any thread. */
final class KeyCheck {
  private KeyCheck() {}

  /**
   * Checks all keys, types, units and bounds.
   *
   * @throws InvalidConfigException at the first key that is unknown or whose value breaks a rule
   */
  static void check(Config resolved) {
    checkSection(List.of(), resolved.root());
  }

  static InvalidConfigException unknown(String source, String key) {
    return unknown(source, key, Settings.keys());
  }

  private static InvalidConfigException unknown(String source, String key, List<String> known) {
    return new InvalidConfigException(
        source + ": unknown key " + key + "; did you mean " + Nearest.of(key, known, ".") + "?");
  }

  private static void checkSection(List<String> path, ConfigObject section) {
    for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(section).entrySet()) {
      checkEntry(
          Stream.concat(path.stream(), Stream.of(entry.getKey())).toList(), entry.getValue());
    }
  }

  private static void checkEntry(List<String> path, ConfigValue value) {
    String key = ConfigUtil.joinPath(path);
    Setting<?> setting = Settings.find(key);
    if (setting != null) {
      setting.read(value);
    } else if (!Settings.isSection(key)) {
      throw unknown(Source.of(value), key, Settings.keysAndSections());
    } else if (value instanceof ConfigObject section) {
      checkSection(path, section);
    } else {
      throw new InvalidConfigException(Source.of(value) + ": " + key + " = "
          + HoconText.shown(value) + " is no section; allowed: " + key + " { ... }");
    }
  }
}
