package dev.sluice.server.limits;

/** Tells how much memory there is, and how much of it is in use. Any thread. */
public interface MemoryGauge {
  /** The heap, as the latest collection of all of it has left it. */
  Heap heap();

  /** What is in use outside the heap. */
  Direct direct();

  /**
   * The heap.
   *
   * @param usedBytes that were still in use
   * @param mostBytes that it can have
   * @param collection tells this collection from others
   */
  record Heap(long usedBytes, long mostBytes, long collection) {}

  /**
   * Memory outside the heap.
   *
   * @param usedBytes in buffers
   * @param mostBytes that they can have
   */
  record Direct(long usedBytes, long mostBytes) {}
}
