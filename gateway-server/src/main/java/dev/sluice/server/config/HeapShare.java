package dev.sluice.server.config;

/** A limit in bytes, as a size or as a share of the JVM's largest heap. Immutable, any thread. */
sealed interface HeapShare {
  /** The limit in bytes for a JVM with that largest heap. */
  long bytes(long maxHeapBytes);

  /** So many bytes, whatever the heap. */
  record Size(long bytes) implements HeapShare {
    @Override
    public long bytes(long maxHeapBytes) {
      return bytes;
    }
  }

  /** So many hundredths of the heap. */
  record Percentage(int percent) implements HeapShare {
    @Override
    public long bytes(long maxHeapBytes) {
      return maxHeapBytes / 100 * percent;
    }
  }
}
