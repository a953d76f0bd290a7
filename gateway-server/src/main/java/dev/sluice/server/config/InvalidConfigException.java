package dev.sluice.server.config;

import java.util.List;

/**
 * A configuration that can't be used; the message is one line for the operator, with the key, its
 * value and what is allowed. Immutable, any thread.
 */
public final class InvalidConfigException extends IllegalArgumentException {
  private final List<String> keys;

  public InvalidConfigException(String message) {
    this(message, List.of());
  }

  /**
   * A rule between several keys: the loader, which knows where they come from, names the source.
   */
  InvalidConfigException(String message, List<String> keys) {
    super(message);
    this.keys = List.copyOf(keys);
  }

  /** The keys that contradict each other; empty where only one is at fault. */
  List<String> keys() {
    return keys;
  }
}
