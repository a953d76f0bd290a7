package dev.sluice.core.topic;

import dev.sluice.core.time.ManualClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Topic registries for tests, with epochs that count from 1. */
public final class Registries {
  /** Bounds that no test runs into by accident. */
  public static final TopicLimits ROOMY = limits(1000, 1 << 20);

  /** After which {@link #limits} let a topic go. */
  public static final Duration IDLE_TIMEOUT = Duration.ofMinutes(1);

  private Registries() {}

  /** Bounds per topic, and none in all. */
  public static TopicLimits limits(int maxMessages, long maxBytes) {
    return new TopicLimits(
        maxMessages, maxBytes, Integer.MAX_VALUE, Long.MAX_VALUE, Duration.ofMinutes(1));
  }

  public static TopicRegistry registry(TopicLimits limits, ManualClock clock) {
    return new TopicRegistry(limits, clock, new AtomicLong()::incrementAndGet);
  }

  public static TopicRegistry registry(TopicLimits limits) {
    return registry(limits, new ManualClock());
  }
}
