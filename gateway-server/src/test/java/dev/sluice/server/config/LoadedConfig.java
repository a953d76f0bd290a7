package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sources of a configuration, built step by step for a test; one thread. */
final class LoadedConfig {
  static final long HEAP_BYTES = 1_000_000_000;

  private final Properties properties = new Properties();
  private @Nullable Path file;
  private Map<String, String> environment = Map.of();
  private List<ConfigOverride> overrides = List.of();

  static LoadedConfig from() {
    return new LoadedConfig();
  }

  LoadedConfig file(Path path) {
    file = path;
    return this;
  }

  LoadedConfig environment(String name, String value) {
    environment = Map.of(name, value, "PATH", "/bin");
    return this;
  }

  LoadedConfig property(String name, String value) {
    properties.setProperty(name, value);
    return this;
  }

  LoadedConfig set(String... arguments) {
    overrides = Stream.of(arguments).map(ConfigOverride::set).toList();
    return this;
  }

  EffectiveConfig load() {
    return ConfigLoader.load(
        new ConfigSources(file, overrides, properties, environment, HEAP_BYTES));
  }

  GatewayConfig gateway() {
    return load().gateway();
  }

  /** The message of the refusal. */
  String fault() {
    InvalidConfigException fault = catchThrowableOfType(InvalidConfigException.class, this::load);
    return fault == null ? "accepted" : String.valueOf(fault.getMessage());
  }
}
