package dev.sluice.core.fanout;

import dev.sluice.core.metrics.FanoutMetrics;
import dev.sluice.core.metrics.GapReason;
import dev.sluice.core.metrics.Transport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Adds up what the fan-out tells; one thread. */
final class RecordingMetrics implements FanoutMetrics {
  final Map<Transport, Long> deliveries = new EnumMap<>(Transport.class);
  final Map<Transport, Long> bytes = new EnumMap<>(Transport.class);
  final Map<GapReason, Integer> gaps = new EnumMap<>(GapReason.class);
  final List<Long> drainedNanos = new ArrayList<>();
  int blocked;

  @Override
  public void onDelivered(Transport transport, long messages, long size) {
    deliveries.merge(transport, messages, Long::sum);
    bytes.merge(transport, size, Long::sum);
  }

  @Override
  public void onDrained(long oldestNanos) {
    drainedNanos.add(oldestNanos);
  }

  @Override
  public void onGap(GapReason reason) {
    gaps.merge(reason, 1, Integer::sum);
  }

  @Override
  public void onBlocked(int change) {
    blocked += change;
  }
}
