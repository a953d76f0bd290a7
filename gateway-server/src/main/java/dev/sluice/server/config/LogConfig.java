package dev.sluice.server.config;

/**
 * What is logged, and how. Immutable, any thread.
 *
 * @param format of each line
 * @param level from which on
 */
public record LogConfig(Format format, Level level) {
  /** How a line is written. */
  public enum Format {
    /** For people. */
    TEXT,
    /** For collectors: an object a line. */
    JSON
  }

  /** From which level on lines are written. */
  public enum Level {
    /** What needs somebody. */
    ERROR,
    /** What may need somebody. */
    WARN,
    /** What an operator wants to know. */
    INFO,
    /** What helps to find a fault. */
    DEBUG,
    /** Everything. */
    TRACE
  }
}
