package dev.sluice.server.loop;

import dev.sluice.core.time.GatewayClock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose connections are traced for now: what those do is logged. Any thread. Connections ask here
 * when something happens that is rare: they come, go, miss something, read no more. A message on
 * its way passes nothing of this.
 */
public final class Traces {
  /** How many there may be at a time. */
  public static final int MAX = 16;

  /** A logger of its own, so that its lines can go where nothing else does. */
  static final String LOGGER = "sluice.trace";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private final GatewayClock clock;
  private long lastId;

  /** Volatile: replaced as a whole by whoever changes it, read by loops. */
  private volatile List<Trace> active = List.of();

  /** Begins without any. */
  public Traces(GatewayClock clock) {
    this.clock = clock;
  }

  /** Begins one; null where there are too many. */
  public synchronized @Nullable Trace begin(Trace.Subject subject, String name, Duration time) {
    expire();
    if (active.size() == MAX) {
      return null;
    }
    long untilMillis = clock.epochMillis() + time.toMillis();
    Trace trace = new Trace(++lastId, subject, name, untilMillis);
    active = Stream.concat(active.stream(), Stream.of(trace)).toList();
    return trace;
  }

  /** Ends one; false where there is none. */
  public synchronized boolean end(long id) {
    List<Trace> before = active;
    active = before.stream().filter(trace -> trace.id() != id).toList();
    return active.size() < before.size();
  }

  /** Ends those whose time is up; to be called now and then. */
  public synchronized void expire() {
    long now = clock.epochMillis();
    if (active.stream().anyMatch(trace -> trace.untilMillis() <= now)) {
      active = active.stream().filter(trace -> trace.untilMillis() > now).toList();
    }
  }

  /** Those that there are. */
  public List<Trace> active() {
    return active;
  }

  /** Says what a subscriber does, where somebody wants to know; called on its loop. */
  public void tell(Subscriber subscriber, String event, Supplier<String> detail) {
    List<Trace> now = active;
    if (now.isEmpty()) {
      return;
    }
    for (Trace trace : now) {
      if (trace.covers(subscriber) && trace.untilMillis() > clock.epochMillis()) {
        log(trace, subscriber, event, detail.get());
      }
    }
  }

  private static void log(Trace trace, Subscriber subscriber, String event, String detail) {
    String connection = SubscriberId.text(subscriber.id());
    LOG.atInfo()
        .addKeyValue("trace", trace.id())
        .addKeyValue("connection", connection)
        .addKeyValue("user", subscriber.user())
        .addKeyValue("transport", subscriber.transport().label())
        .addKeyValue("event", event)
        .addKeyValue("detail", detail)
        .log(
            "trace {}: connection {} ({}) {}{}",
            trace.id(),
            connection,
            subscriber.transport().label(),
            event,
            detail.isEmpty() ? "" : ": " + printable(detail));
  }

  /** Clients have a say in it: no line ends. */
  private static String printable(String detail) {
    return detail.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
