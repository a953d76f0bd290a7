package dev.sluice.server.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the gateway runs with: what it began with, and what it took over since. One thread at a
 * time.
 */
public final class RunningConfig {
  private final Map<String, String> texts;

  /** Begins with a configuration. */
  public RunningConfig(EffectiveConfig begin) {
    texts = new HashMap<>(begin.texts());
  }

  /**
   * What differs from what runs.
   *
   * @param applied keys that are taken over while it runs
   * @param restart keys that would be with a restart only
   */
  public record Changes(List<String> applied, List<String> restart) {}

  /** Takes over what can be, and says what differs. */
  public Changes takeOver(EffectiveConfig next) {
    List<String> applied = new ArrayList<>();
    List<String> restart = new ArrayList<>();
    for (Setting<?> setting : Settings.ALL) {
      String key = setting.key();
      if (!Objects.equals(next.texts().get(key), texts.get(key))) {
        (LiveKeys.isLive(setting, texts, next.texts()) ? applied : restart).add(key);
      }
    }
    applied.forEach(key -> texts.put(key, next.texts().getOrDefault(key, "")));
    return new Changes(applied, restart);
  }
}
