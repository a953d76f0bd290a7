package dev.sluice.core.topic;

/** How a message's data may be shown to a client. */
public enum DataKind {
  /** One JSON value in UTF-8, checked when it was published. */
  JSON,
  /** UTF-8 text, checked when it was published. */
  TEXT,
  /** Anything else. */
  BINARY
}
