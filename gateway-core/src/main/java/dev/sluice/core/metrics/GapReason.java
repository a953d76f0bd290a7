package dev.sluice.core.metrics;

/** Why messages were missed. */
public enum GapReason {
  /** The ring went on before they were read. */
  OVERRUN("overrun"),
  /**
   * The history that the position points to has ended: deleted, retired, or from before a restart.
   */
  EPOCH("epoch");

  private final String label;

  GapReason(String label) {
    this.label = label;
  }

  /** Its name in notices and metrics. */
  public String label() {
    return label;
  }
}
