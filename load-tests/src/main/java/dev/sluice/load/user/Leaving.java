package dev.sluice.load.user;

import dev.sluice.load.measure.LoadRun;
import dev.sluice.load.measure.Phase;
import io.gatling.javaapi.core.Session;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** When a subscriber that has not got all leaves nevertheless. Any thread. */
final class Leaving {
  private static final String WHEN = "leaves";

  private final Predicate<Session> due;
  private final long stayMillis;

  private Leaving(Predicate<Session> due, long stayMillis) {
    this.due = due;
    this.stayMillis = stayMillis;
  }

  static Leaving never() {
    return new Leaving(session -> false, 0);
  }

  /** Not before all have joined, and not when the last messages come. */
  static Leaving afterAWhile(LoadRun run) {
    return new Leaving(
        session -> (run.phase() == Phase.WARMING || run.phase() == Phase.MEASURING)
            && System.nanoTime() - session.getLong(WHEN) >= 0,
        run.plan().stayMillis());
  }

  /** A little more or less than the time to stay, so that they do not all leave at once. */
  Session arrive(Session session) {
    long most = TimeUnit.MILLISECONDS.toNanos(stayMillis);
    long stay = ThreadLocalRandom.current().nextLong(most / 2, most * 3 / 2 + 1);
    return session.set(WHEN, System.nanoTime() + stay);
  }

  boolean due(Session session) {
    return due.test(session);
  }
}
