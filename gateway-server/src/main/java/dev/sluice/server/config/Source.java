package dev.sluice.server.config;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;

/**
 * Where a value comes from, as a message names it: {@code gateway.conf:12}, {@code --set}. Any
 * thread.
 */
final class Source {
  /** The defaults, which come with the program. */
  static final String BUILT_IN = "built-in gateway.conf";

  private Source() {}

  static String of(ConfigValue value) {
    return of(value.origin());
  }

  /** The origin's description, with line numbers the way that editors and compilers write them. */
  static String of(ConfigOrigin origin) {
    return origin.description().replaceFirst(": ([0-9]+(-[0-9]+)?)$", ":$1");
  }
}
