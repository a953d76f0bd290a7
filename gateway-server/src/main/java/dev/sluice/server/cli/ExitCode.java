package dev.sluice.server.cli;

/** What the process ends with. Any thread. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILED = 1;

  /** Bad usage, or a bad configuration. */
  static final int USAGE = 2;

  private ExitCode() {}
}
