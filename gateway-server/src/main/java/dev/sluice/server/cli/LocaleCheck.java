package dev.sluice.server.cli;

import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Notices arguments that the JVM could not decode: under a locale such as C it replaces what is not
 * ASCII, and the text that was meant is lost. Any thread.
 */
final class LocaleCheck {
  private static final char REPLACEMENT = '\uFFFD';

  private LocaleCheck() {}

  /** What is wrong, and the mend; null where every argument has arrived as it was typed. */
  static @Nullable String fault(String[] arguments, Properties properties) {
    if ("UTF-8".equals(properties.getProperty("sun.jnu.encoding"))) {
      return null;
    }
    for (String argument : arguments) {
      if (argument.indexOf(REPLACEMENT) >= 0) {
        return "this locale can't pass on the argument \"" + argument + "\"; set LC_ALL=C.UTF-8";
      }
    }
    return null;
  }
}
