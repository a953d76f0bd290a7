package dev.sluice.server.transport;

/** What a subscriber gets of a message. */
public enum EnvelopeMode {
  /** The published data alone. */
  RAW,
  /** An object with topic, id, time, event and data. */
  JSON
}
