package dev.sluice.load.bench;

/** Ends the command with one line on standard error. Immutable, any thread. */
final class BenchFailure extends RuntimeException {
  static final int FAILED = 1;
  static final int USAGE = 2;

  private final int exitCode;

  private BenchFailure(String message, int exitCode) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  /** What the user typed can't be meant. */
  static BenchFailure usage(String message) {
    return new BenchFailure(message, USAGE);
  }

  /** It did not work. */
  static BenchFailure failed(String message) {
    return new BenchFailure(message, FAILED);
  }

  int exitCode() {
    return exitCode;
  }
}
