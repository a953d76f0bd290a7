package dev.sluice.server.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the keys that environment variables set, {@code SLUICE_PUBLIC_PORT}. Any thread. */
final class EnvironmentLayer {
  private static final String PREFIX = "SLUICE_";

  /**
   * What the launcher and the clients read, and what Kubernetes sets in every pod beside a service
   * that is named sluice.
   */
  private static final Pattern NOT_OURS =
      Pattern.compile("SLUICE_(JAVA_HOME|JAVA_OPTS|HOME|TOKEN|API_KEY|SERVICE_.*|PORT|PORT_.*)");

  private static final Map<String, Setting<?>> BY_VARIABLE = Settings.ALL.stream()
      .collect(Collectors.toUnmodifiableMap(Setting::variable, setting -> setting));

  private static final List<String> VARIABLES =
      Settings.ALL.stream().map(Setting::variable).toList();

  private EnvironmentLayer() {}

  /**
   * The values that are set.
   *
   * @throws InvalidConfigException if a variable with our prefix names no key
   */
  static List<ConfigOverride> of(Map<String, String> environment) {
    return environment.keySet().stream()
        .filter(name -> name.startsWith(PREFIX) && !NOT_OURS.matcher(name).matches())
        .sorted()
        .map(
            name -> new ConfigOverride(source(name), key(name), environment.getOrDefault(name, "")))
        .toList();
  }

  static String source(String name) {
    return "environment variable " + name;
  }

  private static String key(String name) {
    Setting<?> setting = BY_VARIABLE.get(name);
    if (setting == null) {
      String nearest = Nearest.of(name, VARIABLES, "_");
      throw new InvalidConfigException(source(name) + ": unknown; did you mean " + nearest + "?");
    }
    return setting.key();
  }
}
