package dev.sluice.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.List;

/**
 * The values that hold in the end, and where each comes from. Immutable, any thread.
 *
 * @param config resolved, with every key
 * @param maxHeapBytes what a percentage is a share of
 */
record Values(Config config, long maxHeapBytes) {
  <T> T get(Setting<T> setting) {
    return setting.read(config.getValue(setting.key()));
  }

  /** A size whose bounds fit an int. */
  int intSize(Setting<Long> setting) {
    return Math.toIntExact(get(setting));
  }

  long bytes(Setting<HeapShare> setting) {
    return get(setting).bytes(maxHeapBytes);
  }

  /** One line of HOCON that sets the key and says where its value comes from. */
  String line(Setting<?> setting) {
    ConfigValue value = config.getValue(setting.key());
    return setting.key() + " = " + HoconText.concise(setting.type().printable(value)) + "  # "
        + Source.of(value);
  }

  /** The value of a key as HOCON, with what nobody is to be shown. */
  String text(Setting<?> setting) {
    return HoconText.concise(config.getValue(setting.key()));
  }

  /**
   * The source to mend where keys contradict each other: of the first one that is not left at its
   * default.
   */
  String culprit(List<String> keys) {
    List<String> sources =
        keys.stream().map(key -> Source.of(config.getValue(key))).toList();
    return sources.stream()
        .filter(source -> !source.startsWith(Source.BUILT_IN))
        .findFirst()
        .orElse(Source.BUILT_IN);
  }
}
