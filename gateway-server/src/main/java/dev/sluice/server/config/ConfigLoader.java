package dev.sluice.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lays the sources of a configuration over each other: command line over {@code -Dsluice.*} over
 * {@code SLUICE_*} over the file over the defaults. Any thread.
 */
public final class ConfigLoader {
  private ConfigLoader() {}

  /**
   * Loads and checks a configuration. A value is checked even where a later source replaces it.
   *
   * @throws InvalidConfigException at the first thing that is wrong
   */
  public static EffectiveConfig load(ConfigSources sources) {
    Values values = new Values(merged(sources), sources.maxHeapBytes());
    try {
      return new EffectiveConfig(GatewayConfigReader.read(values), hocon(values), texts(values));
    } catch (InvalidConfigException e) {
      throw new InvalidConfigException(values.culprit(e.keys()) + ": " + e.getMessage());
    }
  }

  private static Config merged(ConfigSources sources) {
    Map<String, String> environment = sources.environment();
    Config view = Hocon.defaults();
    Config resolved = Hocon.resolved(view, environment);
    for (Config layer : weakestFirst(sources)) {
      view = layer.withFallback(view);
      resolved = Hocon.resolved(view, environment);
      KeyCheck.check(resolved);
    }
    return resolved;
  }

  private static List<Config> weakestFirst(ConfigSources sources) {
    return List.of(
        file(sources.file()),
        OverrideLayer.of(EnvironmentLayer.of(sources.environment())),
        OverrideLayer.of(PropertyLayer.of(sources.properties())),
        OverrideLayer.of(sources.overrides()));
  }

  private static Config file(@Nullable Path file) {
    return file == null ? ConfigFactory.empty() : Hocon.file(file);
  }

  private static Map<String, String> texts(Values values) {
    return Settings.ALL.stream().collect(Collectors.toMap(Setting::key, values::text));
  }

  private static String hocon(Values values) {
    return Settings.ALL.stream().map(values::line).collect(Collectors.joining("\n"));
  }
}
