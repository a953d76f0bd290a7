package dev.sluice.server.soak;

import dev.sluice.server.contract.harness.Metrics;

/**
 * What a gateway uses, as it tells itself.
 *
 * @param heapBytes of objects, garbage included
 * @param bufferBytes of the pool outside the heap
 * @param threads that live
 * @param connections of the public listener
 * @param subscribers over all transports
 * @param blocked subscribers that are behind
 * @param topics that exist
 * @param ringBytes that they hold
 */
record Figures(
    long heapBytes,
    long bufferBytes,
    long threads,
    long connections,
    long subscribers,
    long blocked,
    long topics,
    long ringBytes) {
  static Figures of(Metrics metrics) {
    return new Figures(
        (long) metrics.sum("jvm_memory_used_bytes", "area=\"heap\""),
        (long) metrics.sum("sluice_buffer_bytes"),
        (long) metrics.sum("jvm_threads_live_threads"),
        (long) metrics.sum("sluice_connections_open"),
        (long) metrics.sum("sluice_connections"),
        (long) metrics.sum("sluice_subscribers_blocked"),
        (long) metrics.sum("sluice_topics"),
        (long) metrics.sum("sluice_ring_bytes"));
  }

  /** Whether nobody is there any more, and nothing is held for anybody. */
  boolean isIdle() {
    return connections + subscribers + blocked + topics + ringBytes == 0;
  }
}
