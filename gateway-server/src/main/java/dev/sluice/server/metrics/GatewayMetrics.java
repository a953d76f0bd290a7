package dev.sluice.server.metrics;

import dev.sluice.core.metrics.FanoutMetrics;
import dev.sluice.core.metrics.GapReason;
import dev.sluice.core.metrics.Transport;
import dev.sluice.server.http.Refusal;
import dev.sluice.server.http.RefusalCounter;
import dev.sluice.server.transport.ConnectionMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Counts what happens. Any thread; on the path of a message it costs an addition to an adder of its
 * thread.
 */
public final class GatewayMetrics implements FanoutMetrics, ConnectionMetrics, RefusalCounter {
  private static final Duration[] LATENCY_BOUNDS = {
    Duration.ofNanos(100_000), Duration.ofNanos(250_000), Duration.ofNanos(500_000),
    Duration.ofMillis(1), Duration.ofNanos(2_500_000), Duration.ofMillis(5),
    Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
    Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
    Duration.ofSeconds(1), Duration.ofMillis(2500), Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final LongAdder published = new LongAdder();
  private final LongAdder publishedBytes = new LongAdder();
  private final LongAdder blocked = new LongAdder();
  private final Map<Transport, LongAdder> connections = new EnumMap<>(Transport.class);
  private final Map<Transport, LongAdder> delivered = new EnumMap<>(Transport.class);
  private final Map<Transport, LongAdder> deliveredBytes = new EnumMap<>(Transport.class);
  private final Map<GapReason, Counter> gaps = new EnumMap<>(GapReason.class);
  private final Map<Refusal, Counter> refusals = new EnumMap<>(Refusal.class);
  private final Timer delivery;
  private final Timer loopDelay;

  /** Registers the meters. */
  public GatewayMetrics(MeterRegistry registry) {
    this.registry = registry;
    counter("sluice.messages.published", "Messages published", published);
    counter("sluice.bytes.published", "Bytes of data published", publishedBytes);
    for (Transport transport : Transport.values()) {
      registerTransport(transport);
    }
    for (GapReason reason : GapReason.values()) {
      gaps.put(reason, counter("sluice.gaps", "Gap notices told to subscribers", reason.label()));
    }
    for (Refusal reason : Refusal.values()) {
      refusals.put(
          reason, counter("sluice.refused", "Requests and connections refused", reason.label()));
    }
    gauge(
        "sluice.subscribers.blocked",
        "Subscribers that do not read as fast as messages come",
        blocked::sum);
    delivery = timer(
        "sluice.delivery",
        "From publish until a loop has written a batch to all in step, by its oldest message");
    loopDelay =
        timer("sluice.event.loop.delay", "How late an event loop is for a task that is due");
  }

  private void registerTransport(Transport transport) {
    LongAdder open = adder(connections, transport);
    if (transport != Transport.POLL) {
      Gauge.builder("sluice.connections", open, LongAdder::sum)
          .description("Subscribers connected")
          .tag("transport", transport.label())
          .register(registry);
    }
    transportCounter(
        "sluice.messages.delivered", "Messages handed to sockets", transport, delivered);
    transportCounter(
        "sluice.bytes.delivered", "Bytes handed to sockets", transport, deliveredBytes);
  }

  private void transportCounter(
      String name, String description, Transport transport, Map<Transport, LongAdder> adders) {
    FunctionCounter.builder(name, adder(adders, transport), LongAdder::sum)
        .description(description)
        .tag("transport", transport.label())
        .register(registry);
  }

  private static LongAdder adder(Map<Transport, LongAdder> adders, Transport transport) {
    return adders.computeIfAbsent(transport, t -> new LongAdder());
  }

  private Counter counter(String name, String description, String reason) {
    return Counter.builder(name).description(description).tag("reason", reason).register(registry);
  }

  private void counter(String name, String description, LongAdder adder) {
    FunctionCounter.builder(name, adder, LongAdder::sum)
        .description(description)
        .register(registry);
  }

  private Timer timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(LATENCY_BOUNDS)
        .register(registry);
  }

  /** Shows a number that is looked up when somebody asks. */
  public void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  @Override
  public void onPublished(int bytes) {
    published.increment();
    publishedBytes.add(bytes);
  }

  @Override
  public void onDelivered(Transport transport, long deliveries, long bytes) {
    adder(delivered, transport).add(deliveries);
    adder(deliveredBytes, transport).add(bytes);
  }

  @Override
  public void onDrained(long oldestNanos) {
    delivery.record(oldestNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  @SuppressWarnings("NullAway") // there is one for each
  public void onGap(GapReason reason) {
    gaps.get(reason).increment();
  }

  @Override
  public void onBlocked(int change) {
    blocked.add(change);
  }

  @Override
  public void onConnections(Transport transport, int change) {
    adder(connections, transport).add(change);
  }

  @Override
  @SuppressWarnings("NullAway") // there is one for each
  public void onRefused(Refusal reason) {
    refusals.get(reason).increment();
  }

  /** An event loop was late by so much. */
  public void onLoopDelay(long nanos) {
    loopDelay.record(nanos, TimeUnit.NANOSECONDS);
  }
}
