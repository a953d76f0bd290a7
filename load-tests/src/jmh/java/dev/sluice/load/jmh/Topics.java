package dev.sluice.load.jmh;

import dev.sluice.core.time.GatewayClock;
import dev.sluice.core.topic.DataKind;
import dev.sluice.core.topic.Publication;
import dev.sluice.core.topic.TopicLimits;
import dev.sluice.core.topic.TopicRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** Topics as a gateway has them by default. */
final class Topics {
  static final String NAME = "prices.eur";
  private static final int DATA_BYTES = 128;

  private Topics() {}

  static TopicRegistry registry() {
    TopicLimits limits = new TopicLimits(1000, 1 << 20, 100_000, 1L << 30, Duration.ofMinutes(10));
    return new TopicRegistry(limits, GatewayClock.SYSTEM, new AtomicLong(1)::getAndIncrement);
  }

  static Publication publication() {
    byte[] data = new byte[DATA_BYTES];
    Arrays.fill(data, (byte) 'x'); // zeros would be escaped in JSON
    return new Publication(null, "text/plain", DataKind.TEXT, data);
  }
}
