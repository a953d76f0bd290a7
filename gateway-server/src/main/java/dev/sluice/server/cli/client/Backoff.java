package dev.sluice.server.cli.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: twice as long each time, up to half a minute, and jittered
 * so that many clients do not come back at once. One thread.
 */
final class Backoff {
  private static final long FIRST_MILLIS = 500;
  private static final long MOST_MILLIS = 30_000;

  private final RandomGenerator random;
  private long millis = FIRST_MILLIS;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The next wait: between half of it and the whole. */
  Duration next() {
    long half = millis / 2;
    Duration wait = Duration.ofMillis(half + random.nextLong(half + 1));
    millis = Math.min(2 * millis, MOST_MILLIS);
    return wait;
  }

  /** Begins anew, after something went well. */
  void reset() {
    millis = FIRST_MILLIS;
  }
}
