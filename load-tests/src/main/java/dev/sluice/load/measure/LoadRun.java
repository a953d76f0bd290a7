package dev.sluice.load.measure;

import dev.sluice.load.plan.LoadPlan;
import dev.sluice.load.plan.Transport;
import dev.sluice.load.tally.Ledger;
import dev.sluice.load.tally.Padding;
import dev.sluice.load.tally.Subscriber;
import dev.sluice.load.tally.TransportTally;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the virtual users of one run and its {@link Conductor} share. Any thread.
 *
 * <p>The phase is written by the conductor's thread alone; a virtual user that sees it late does
 * for a moment longer what it did.
 */
public final class LoadRun {
  private final LoadPlan plan;
  private final Padding padding;
  /** Its own topics in each run, so that one run's history is not another's surprise. */
  private final String name = UUID.randomUUID().toString();

  private final Map<Transport, TransportTally> tallies = new EnumMap<>(Transport.class);
  private final TransportTally stalled = new TransportTally(() -> false);
  private final AtomicInteger subscribers = new AtomicInteger();
  private final AtomicInteger primed = new AtomicInteger();
  private final LongAdder published = new LongAdder();
  private final LongAdder publishErrors = new LongAdder();
  private volatile @Nullable String firstPublishError;
  private volatile Phase phase = Phase.PRIMING;
  private volatile long joinedBefore;
  private volatile boolean restarted;

  public LoadRun(LoadPlan plan) {
    this.plan = plan;
    padding = new Padding(plan.size());
    for (Transport transport : plan.transports()) {
      tallies.put(transport, new TransportTally(() -> phase == Phase.MEASURING));
    }
  }

  public LoadPlan plan() {
    return plan;
  }

  public Padding padding() {
    return padding;
  }

  public Phase phase() {
    return phase;
  }

  void enter(Phase next) {
    phase = next;
  }

  public boolean ending() {
    return phase == Phase.ENDING;
  }

  public String topic(int index) {
    return plan.topic(name, index);
  }

  /** The next subscriber, on the next topic in turn. */
  public Subscriber newSubscriber(Transport transport, boolean resumes) {
    return newSubscriber(transport, tally(transport), resumes);
  }

  /** One that will be lapped; what it sees is counted apart. */
  public Subscriber newStallingSubscriber(Transport transport) {
    return newSubscriber(transport, stalled, true);
  }

  private Subscriber newSubscriber(Transport transport, TransportTally tally, boolean resumes) {
    int topic = subscribers.getAndIncrement() % plan.topics();
    return new Subscriber(
        transport, topic(topic), new Ledger(topic, plan.topics(), plan.sources()), tally, resumes);
  }

  public TransportTally tally(Transport transport) {
    TransportTally tally = tallies.get(transport);
    if (tally == null) {
      throw new IllegalArgumentException(transport + " is not in the plan");
    }
    return tally;
  }

  TransportTally stalled() {
    return stalled;
  }

  /** A publisher has given each of its topics a message. */
  public void onPrimed() {
    primed.incrementAndGet();
  }

  boolean primed() {
    return primed.get() >= plan.publishers();
  }

  public void onPublished(int messages) {
    published.add(messages);
  }

  public void onPublishError(String why) {
    publishErrors.increment();
    if (firstPublishError == null) {
      firstPublishError = why;
    }
  }

  long published() {
    return published.sum();
  }

  long publishErrors() {
    return publishErrors.sum();
  }

  @Nullable String firstPublishError() {
    return firstPublishError;
  }

  long joined() {
    return stalled.joined() + sum(TransportTally::joined);
  }

  long deliveries() {
    return sum(TransportTally::deliveries);
  }

  long errors() {
    return stalled.errors() + sum(TransportTally::errors);
  }

  private long sum(ToLongFunction<TransportTally> count) {
    return tallies.values().stream().mapToLong(count).sum();
  }

  boolean allJoined() {
    return joined() - joinedBefore >= expectedSubscribers();
  }

  /** All of them join a second time. */
  void expectRejoin() {
    joinedBefore = joined();
    restarted = true;
  }

  /** Whether a lost connection is to be expected, and made again. */
  public boolean forgives() {
    return phase == Phase.RESTARTING || (restarted && phase == Phase.JOINING);
  }

  /** Of all transports. */
  long expectedSubscribers() {
    return (long) (plan.users() + plan.stalling()) * plan.transports().size();
  }
}
