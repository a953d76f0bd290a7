package dev.sluice.server.limits;

import dev.sluice.core.time.GatewayClock;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows when memory is short, so that nobody new is let in. It is short from a mark on, until it is
 * well below it. Asked by any thread; one thread looks.
 */
public final class MemoryWatch {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);

  /** It has to be this part of the mark below it, lest it be short every other second. */
  private static final int MARGIN_PART = 16;

  /**
   * What a collection has left says little after that time, and there may be no other while nobody
   * new comes: then some are let in, and with them comes the next collection.
   */
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final MemoryGauge gauge;
  private final GatewayClock clock;

  /** Volatile: replaced as a whole. */
  private volatile MemoryMarks marks;

  /** Volatile: written by who looks, read by loops. */
  private volatile boolean isShort;

  private boolean heapShort;
  private boolean directShort;
  private long collection = -1;
  private long collectionNanos;

  /** Watches what a gauge tells. */
  public MemoryWatch(MemoryGauge gauge, MemoryMarks marks, GatewayClock clock) {
    this.gauge = gauge;
    this.marks = marks;
    this.clock = clock;
  }

  /** Has other marks hold from the next look on. */
  public void replace(MemoryMarks others) {
    marks = others;
  }

  /** Whether it was, at the last look. */
  public boolean isShort() {
    return isShort;
  }

  /** Looks; to be called every second or so, by one thread. */
  public void look() {
    MemoryMarks now = marks;
    MemoryGauge.Heap heap = gauge.heap();
    MemoryGauge.Direct direct = gauge.direct();
    heapShort =
        !isStale(heap) && over(heap.usedBytes(), heap.mostBytes(), now.heapPercent(), heapShort);
    directShort = over(direct.usedBytes(), direct.mostBytes(), now.directPercent(), directShort);
    boolean before = isShort;
    isShort = heapShort || directShort;
    if (isShort != before) {
      tell(heap, direct);
    }
  }

  private boolean isStale(MemoryGauge.Heap heap) {
    long now = clock.nanoTime();
    if (heap.collection() != collection) {
      collection = heap.collection();
      collectionNanos = now;
    }
    return now - collectionNanos >= STALE_NANOS;
  }

  private static boolean over(long used, long most, int percent, boolean before) {
    long mark = most / 100 * percent;
    return percent < 100 && used >= (before ? mark - mark / MARGIN_PART : mark);
  }

  private void tell(MemoryGauge.Heap heap, MemoryGauge.Direct direct) {
    String state = isShort ? "memory is short: no new connections" : "memory is there again";
    LOG.warn(
        "{}; heap after a collection {} of {} bytes, buffers outside it {} of {}",
        state,
        heap.usedBytes(),
        heap.mostBytes(),
        direct.usedBytes(),
        direct.mostBytes());
  }
}
