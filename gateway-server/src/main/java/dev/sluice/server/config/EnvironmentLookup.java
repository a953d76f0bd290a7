package dev.sluice.server.config;

import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds environment variables for {@code ${NAME}} in files. Immutable, any thread.
 *
 * @param environment the variables
 */
record EnvironmentLookup(Map<String, String> environment) implements ConfigResolver {
  @Override
  public @Nullable ConfigValue lookup(String path) {
    String value = environment.get(path);
    return value == null
        ? null
        : ConfigValueFactory.fromAnyRef(value, EnvironmentLayer.source(path));
  }

  @Override
  public ConfigResolver withFallback(ConfigResolver fallback) {
    return this;
  }
}
