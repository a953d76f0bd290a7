package dev.sluice.server.cli;

/**
 * The JVM's way to hear of a signal. Any thread.
 *
 * <p>Left to itself the JVM exits with 128 and the signal's number; a drained gateway has not
 * failed, so the hook halts with 0 once its work is done.
 */
final class ShutdownHook implements TerminationSignal {
  private static final int DONE = 0;
  private static final int FAILED = 1;

  @Override
  public Runnable onTermination(Runnable work) {
    Thread hook = new Thread(() -> endAfter(work), "termination");
    Runtime.getRuntime().addShutdownHook(hook);
    return () -> takeBack(hook);
  }

  private static void endAfter(Runnable work) {
    int code = FAILED;
    try {
      work.run();
      code = DONE;
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }

  private static void takeBack(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal has come, and the hook runs: it ends the process, not we.
    }
  }
}
