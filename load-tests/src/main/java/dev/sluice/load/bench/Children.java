package dev.sluice.load.bench;

/** Processes that must not outlive this one. Any thread. */
final class Children {
  private Children() {}

  /** Ends it when this process ends before it does. */
  static void endWithUs(Process child) {
    Thread end = new Thread(child::destroy, "end " + child.pid());
    Runtime.getRuntime().addShutdownHook(end);
    child.onExit().thenRun(() -> forget(end));
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // this process is ending, and the hook runs already
    }
  }
}
