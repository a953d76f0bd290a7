package dev.sluice.server.cli;

import dev.sluice.server.config.ConfigLoader;
import dev.sluice.server.config.ConfigOverride;
import dev.sluice.server.config.ConfigSources;
import dev.sluice.server.config.EffectiveConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what the configuration is. One thread. */
final class ConfigOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration in HOCON; only what differs from the defaults.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = {
        "Set a key, as often as needed: --set sluice.heartbeat=10s",
        "or --set 'sluice.auth.anonymous.publish=[\"chat.**\"]'."
      })
  private List<String> settings = List.of();

  /**
   * Loads and checks the configuration.
   *
   * @param stronger what other options set; it wins over {@code --set}
   */
  EffectiveConfig load(Surroundings surroundings, List<ConfigOverride> stronger) {
    Stream<ConfigOverride> set = settings.stream().map(ConfigOverride::set);
    List<ConfigOverride> overrides = Stream.concat(set, stronger.stream()).toList();
    return ConfigLoader.load(new ConfigSources(
        file,
        overrides,
        surroundings.properties(),
        surroundings.environment(),
        surroundings.maxHeapBytes()));
  }
}
