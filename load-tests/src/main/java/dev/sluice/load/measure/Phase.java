package dev.sluice.load.measure;

/** Where a run is. Any thread. */
public enum Phase {
  /** Publishers give each topic its first message. */
  PRIMING,
  /** Subscribers connect. */
  JOINING,
  /** All are there; code gets hot. */
  WARMING,
  /** What happens now counts. */
  MEASURING,
  /** The gateway goes down and comes back; nobody publishes, lost connections are no fault. */
  RESTARTING,
  /** Publishers tell that they have no more, subscribers leave when they have all. */
  ENDING
}
