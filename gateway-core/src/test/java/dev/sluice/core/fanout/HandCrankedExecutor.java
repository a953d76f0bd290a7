package dev.sluice.core.fanout;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A loop whose turns a test takes one by one, on the thread that made it. */
final class HandCrankedExecutor implements LoopExecutor {
  private static final int MOST_TURNS = 100_000;

  private final Thread owner = Thread.currentThread();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  @Override
  public boolean inLoop() {
    return Thread.currentThread() == owner;
  }

  @Override
  public void executeAfterTurn(Runnable task) {
    tasks.add(task);
  }

  boolean isIdle() {
    return tasks.isEmpty();
  }

  /** Runs what is waiting now. */
  void turn() {
    for (int waiting = tasks.size(); waiting > 0; waiting--) {
      tasks.remove().run();
    }
  }

  /** Takes turns until nothing is left to do, and says how many it took. */
  int crank() {
    int turns = 0;
    while (!isIdle()) {
      if (turns++ == MOST_TURNS) {
        throw new AssertionError("the loop spins");
      }
      turn();
    }
    return turns;
  }
}
