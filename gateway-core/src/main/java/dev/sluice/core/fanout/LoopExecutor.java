package dev.sluice.core.fanout;

/** The one thread that owns a {@link FanoutLoop}, as far as the core needs to know it. */
public interface LoopExecutor {
  /** True on the loop's thread. */
  boolean inLoop();

  /** Runs a task on the loop once it has handled the input that is waiting now; any thread. */
  void executeAfterTurn(Runnable task);
}
