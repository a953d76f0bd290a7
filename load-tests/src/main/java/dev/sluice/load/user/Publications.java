package dev.sluice.load.user;

import dev.sluice.load.measure.LoadRun;
import dev.sluice.load.tally.Stamp;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * What one publisher has to say, and when. One thread at a time: its virtual user.
 *
 * <p>It keeps to a timetable that does not move: who is late publishes at once, until it is on time
 * again. Each of its sources has its turn.
 */
final class Publications {
  static final String ATTRIBUTE = "publications";

  /** In one request of a bulk publisher. */
  private static final int BULK = 10;

  private final LoadRun run;
  private final int[] sources;
  private final long[] numbers;
  private final boolean bulk;
  private final long stepNanos;
  private int turn;
  private int requests;
  private long startNanos;
  private boolean timetable;

  Publications(LoadRun run, int index, Publishing how) {
    this.run = run;
    int publishers = run.plan().publishers();
    sources = IntStream.range(0, run.plan().sources())
        .filter(source -> source % publishers == index)
        .toArray();
    numbers = new long[sources.length];
    bulk = how == Publishing.SINGLE_AND_BULK && index % 2 == 1;
    double requestsPerSecond = run.plan().rate() / publishers / (bulk ? BULK : 1);
    stepNanos = (long) (1e9 / requestsPerSecond);
    startNanos = stepNanos / publishers * index;
  }

  static Publications of(Session session) {
    Publications found = session.get(ATTRIBUTE);
    if (found == null) {
      throw new IllegalStateException("this virtual user does not publish");
    }
    return found;
  }

  boolean bulk() {
    return bulk;
  }

  int sources() {
    return sources.length;
  }

  /** Until the next one is due; the first call starts the timetable. */
  Duration untilNext(long nowNanos) {
    if (!timetable) {
      timetable = true;
      startNanos += nowNanos;
    }
    long due = startNanos + requests++ * stepNanos;
    return Duration.ofNanos(Math.max(0, due - nowNanos));
  }

  /** What was due while nobody could take it is not made up for. */
  void pause() {
    timetable = false;
    requests = 0;
    startNanos = 0;
  }

  /** Where the next message goes. */
  String path() {
    return "/v1/topics/" + topic();
  }

  private String topic() {
    return run.topic(sources[turn] % run.plan().topics());
  }

  /** The next message, stamped now. */
  String next(boolean last) {
    Stamp stamp = new Stamp(sources[turn], numbers[turn]++, System.nanoTime(), last);
    turn = (turn + 1) % sources.length;
    return stamp.toData(run.plan().size(), run.padding());
  }

  /** Some messages, a line each. */
  String nextLines() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < BULK; i++) {
      lines.append("{\"topics\":[\"").append(topic()).append("\"],\"data\":");
      lines.append(next(false)).append("}\n");
    }
    return lines.toString();
  }

  void onPublished() {
    run.onPublished(bulk ? BULK : 1);
  }
}
