package dev.sluice.server.config;

import java.util.List;
import java.util.Properties;

/** Finds the keys that system properties set, {@code -Dsluice.public.port}. Any thread. */
final class PropertyLayer {
  private static final String PREFIX = "sluice.";

  private PropertyLayer() {}

  static List<ConfigOverride> of(Properties properties) {
    return properties.stringPropertyNames().stream()
        .filter(name -> name.startsWith(PREFIX))
        .sorted()
        .map(name -> new ConfigOverride("-D" + name, name, properties.getProperty(name)))
        .toList();
  }
}
