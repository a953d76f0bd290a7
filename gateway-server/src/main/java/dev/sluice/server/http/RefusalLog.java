package dev.sluice.server.http;

import dev.sluice.core.time.GatewayClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes refusals on to be counted, and logs the first of each reason in an interval with the
 * number of those that it left out before: who is flooded with bad requests is not flooded with
 * lines. Any thread.
 */
public final class RefusalLog implements RefusalCounter {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final int MAX_DETAIL_LENGTH = 200;

  private final RefusalCounter counter;
  private final GatewayClock clock;
  private final long intervalNanos;
  /** By reason. */
  private final Silence[] silences = new Silence[Refusal.values().length];

  /** What is not said of a reason for now. */
  private static final class Silence {
    final AtomicLong endNanos;
    final LongAdder leftOut = new LongAdder();

    Silence(long endNanos) {
      this.endNanos = new AtomicLong(endNanos);
    }
  }

  /** Logs each reason at most once in an interval. */
  public RefusalLog(RefusalCounter counter, GatewayClock clock, Duration interval) {
    this.counter = counter;
    this.clock = clock;
    this.intervalNanos = interval.toNanos();
    long now = clock.nanoTime();
    Arrays.setAll(silences, reason -> new Silence(now));
  }

  @Override
  public void onRefused(Refusal reason) {
    counter.onRefused(reason);
    log(reason, "");
  }

  @Override
  public void onRefused(Problem problem) {
    counter.onRefused(problem);
    log(Refusal.of(problem), problem.detail());
  }

  private void log(Refusal reason, String detail) {
    long now = clock.nanoTime();
    Silence silence = silences[reason.ordinal()];
    long end = silence.endNanos.get();
    if (now - end < 0 || !silence.endNanos.compareAndSet(end, now + intervalNanos)) {
      silence.leftOut.increment();
      return;
    }
    long leftOut = silence.leftOut.sumThenReset();
    LOG.info(
        "refused: {}{} (and {} times before this)", reason.label(), printable(detail), leftOut);
  }

  /** Clients have a say in details: no line ends, and not too much of them. */
  private static String printable(String detail) {
    if (detail.isEmpty()) {
      return "";
    }
    String begin = detail.substring(0, Math.min(detail.length(), MAX_DETAIL_LENGTH));
    return ", " + begin.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
