package dev.sluice.server.net;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** How many public connections there are, against the most that there may be. Any thread. */
public final class ConnectionCount {
  private final IntSupplier limit;
  private final AtomicInteger open = new AtomicInteger();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();

  /** Volatile: set before the count is looked at; who counts down looks at it after. */
  private volatile boolean draining;

  /** Counts up to a limit, which may change. */
  public ConnectionCount(IntSupplier limit) {
    this.limit = limit;
  }

  /** Counts one in, unless there are too many. */
  boolean tryOpen() {
    if (open.incrementAndGet() <= limit.getAsInt()) {
      return true;
    }
    close();
    return false;
  }

  /** Counts one out. */
  void close() {
    if (open.decrementAndGet() == 0 && draining) {
      drained.complete(null);
    }
  }

  /** How many there are now. */
  public int open() {
    return open.get();
  }

  /** Completes when the last one has gone, now that none is let in any more. */
  public CompletableFuture<Void> drained() {
    draining = true;
    if (open.get() == 0) {
      drained.complete(null);
    }
    return drained;
  }
}
