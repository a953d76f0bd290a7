package dev.sluice.server.config;

/**
 * From which use of memory on no new connection is let in; 100 is never. Immutable, any thread.
 *
 * @param heapPercent of the largest heap, after a collection
 * @param directPercent of the most memory outside the heap
 */
public record AdmissionConfig(int heapPercent, int directPercent) {
  /**
   * Checks the bounds.
   *
   * @throws InvalidConfigException if a value breaks a rule
   */
  public AdmissionConfig {
    Settings.ADMISSION_HEAP.check(heapPercent);
    Settings.ADMISSION_DIRECT.check(directPercent);
  }
}
