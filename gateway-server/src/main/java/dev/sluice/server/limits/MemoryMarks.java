package dev.sluice.server.limits;

/**
 * From which use of memory on it is short, in percent; 100 is never. Immutable, any thread.
 *
 * @param heapPercent of the largest heap
 * @param directPercent of the most memory outside the heap
 */
public record MemoryMarks(int heapPercent, int directPercent) {}
