package dev.sluice.server.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
      if (!text(next.texts(), setting).equals(text(texts, setting))) {
        (isLive(setting, next) ? applied : restart).add(setting.key());
      }
    }
    applied.forEach(key -> texts.put(key, next.texts().getOrDefault(key, "")));
    return new Changes(applied, restart);
  }

  /** What belongs to something that is switched on or off with a restart waits for that. */
  private boolean isLive(Setting<?> setting, EffectiveConfig next) {
    Setting<?> mode = Settings.SWITCHES.get(setting);
    boolean off = mode != null && (isOff(text(texts, mode)) || isOff(text(next.texts(), mode)));
    return Settings.LIVE.contains(setting) && !off;
  }

  private static boolean isOff(String text) {
    return text.equals("\"off\"") || text.equals("off") || text.equals("\"\"");
  }

  private static String text(Map<String, String> texts, Setting<?> setting) {
    return texts.getOrDefault(setting.key(), "");
  }
}
