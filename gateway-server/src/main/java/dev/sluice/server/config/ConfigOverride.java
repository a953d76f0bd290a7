package dev.sluice.server.config;

/**
 * One value from outside the files. Immutable, any thread.
 *
 * @param source where it comes from, for messages: {@code --set}
 * @param key the full key
 * @param text the value: HOCON where it begins with {@code [} or a quote, else the text itself
 */
public record ConfigOverride(String source, String key, String text) {
  /**
   * Reads the argument of {@code --set}.
   *
   * @throws InvalidConfigException if it is no {@code key=value}
   */
  public static ConfigOverride set(String argument) {
    int equals = argument.indexOf('=');
    if (equals < 0) {
      throw new InvalidConfigException(
          "--set " + argument + ": no value; allowed: --set key=value");
    }
    String key = argument.substring(0, equals).strip();
    return new ConfigOverride("--set", key, argument.substring(equals + 1));
  }
}
