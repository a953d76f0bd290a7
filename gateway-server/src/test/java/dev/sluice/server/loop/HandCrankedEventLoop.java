package dev.sluice.server.loop;

import io.netty.channel.SingleThreadEventLoop;

/** An event loop without a thread: whoever turns it is on it. */
final class HandCrankedEventLoop extends SingleThreadEventLoop {
  HandCrankedEventLoop() {
    super(null, (Runnable task) -> {}, false);
  }

  @Override
  public boolean inEventLoop(Thread thread) {
    return true;
  }

  /** Runs what is to be run, and then what was put off until after that, until nothing is left. */
  void turn() {
    do {
      runAllTasks();
    } while (hasTasks());
  }

  @Override
  protected void run() {
    throw new UnsupportedOperationException("it has no thread");
  }
}
