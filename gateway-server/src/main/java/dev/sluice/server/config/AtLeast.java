package dev.sluice.server.config;

import java.util.List;

/** The rule that the value of one key is not less than that of another. Any thread. */
final class AtLeast {
  private AtLeast() {}

  /**
   * Checks the rule.
   *
   * @param reason why it holds, to read on after "since"
   * @throws InvalidConfigException if the value is less than the floor
   */
  static <T extends Comparable<? super T>> void check(
      Notation<T> notation,
      Setting<?> setting,
      T value,
      Setting<?> floorSetting,
      T floor,
      String reason) {
    if (value.compareTo(floor) < 0) {
      String message = "%s = %s is less than %s = %s; allowed: at least as much, since %s"
          .formatted(
              setting.key(),
              notation.show(value),
              floorSetting.key(),
              notation.show(floor),
              reason);
      throw new InvalidConfigException(message, List.of(setting.key(), floorSetting.key()));
    }
  }
}
