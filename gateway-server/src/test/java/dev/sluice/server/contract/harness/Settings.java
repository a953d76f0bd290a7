package dev.sluice.server.contract.harness;

import dev.sluice.server.config.ConfigLoader;
import dev.sluice.server.config.ConfigSources;
import dev.sluice.server.config.EffectiveConfig;
import java.util.ArrayList;
import java.util.List;

/** What an operator would set on the command line; the rest has its defaults. Immutable. */
public final class Settings {
  private final List<String> assignments;

  private Settings(List<String> assignments) {
    this.assignments = assignments;
  }

  /**
   * Free ports on this machine alone, and no drain: it would wait for a clock that stands still.
   */
  public static Settings defaults() {
    return new Settings(List.of(
        "sluice.public.host=127.0.0.1",
        "sluice.public.port=0",
        "sluice.internal.port=0",
        "sluice.event-loops=2",
        "sluice.drain=0s"));
  }

  /** Sets one more key to a HOCON value, as {@code --set} does. */
  public Settings set(String key, String value) {
    List<String> more = new ArrayList<>(assignments);
    more.add(key + "=" + value);
    return new Settings(more);
  }

  EffectiveConfig config() {
    return ConfigLoader.load(ConfigSources.of(assignments.toArray(String[]::new)));
  }
}
