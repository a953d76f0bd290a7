package dev.sluice.load.tally;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What all subscribers of a transport saw. Any thread. */
public final class TransportTally {
  private static final long LONGEST_NANOS = 3_600_000_000_000L;

  private final BooleanSupplier measuring;
  private final LongAdder deliveries = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder requestBytes = new LongAdder();
  private final LongAdder answerBytes = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final Recorder latencies = new Recorder(1, LONGEST_NANOS, 3);
  private final Recorder joins = new Recorder(1, LONGEST_NANOS, 3);
  private final LongAdder joined = new LongAdder();
  private final Queue<Ledger> ledgers = new ConcurrentLinkedQueue<>();

  /** Latencies count while the condition holds; everything else always. */
  public TransportTally(BooleanSupplier measuring) {
    this.measuring = measuring;
  }

  void register(Ledger ledger) {
    ledgers.add(ledger);
  }

  void onDelivery(long latencyNanos) {
    deliveries.increment();
    if (measuring.getAsBoolean()) {
      latencies.recordValue(Math.max(1, Math.min(LONGEST_NANOS, latencyNanos)));
    }
  }

  void onJoined(long nanos) {
    joins.recordValue(Math.max(1, Math.min(LONGEST_NANOS, nanos)));
    joined.increment();
  }

  /** A request of a subscriber and its answer, by their bytes. */
  public void onExchange(long requestSize, long answerSize) {
    requests.increment();
    requestBytes.add(requestSize);
    answerBytes.add(answerSize);
  }

  /** A subscription that ended as it should not. */
  public void onError() {
    errors.increment();
  }

  public long deliveries() {
    return deliveries.sum();
  }

  public long requests() {
    return requests.sum();
  }

  /** Of requests and their answers. */
  public long exchangedBytes() {
    return requestBytes.sum() + answerBytes.sum();
  }

  public long errors() {
    return errors.sum();
  }

  public long joined() {
    return joined.sum();
  }

  /** All latencies; called once, when the run is over. */
  public Histogram latencies() {
    return latencies.getIntervalHistogram();
  }

  /** How long subscribers waited for their first message; called once, when the run is over. */
  public Histogram joins() {
    return joins.getIntervalHistogram();
  }

  /** Called when the run is over, and the ledgers are still. */
  public Accounting accounting() {
    return ledgers.stream().map(Ledger::accounting).reduce(Accounting.NONE, Accounting::plus);
  }
}
