package dev.sluice.server.cli.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass; a test's lets none. Any thread, which it blocks. */
public interface Pause {
  /** The machine's time. */
  Pause REAL = duration -> new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS);

  /** Returns after that time. */
  void pause(Duration duration) throws InterruptedException;
}
