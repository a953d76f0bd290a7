package dev.sluice.server.http;

/** What marks the pieces and the end of a body that has no length. */
public enum StreamFraming {
  /** Chunks (RFC 9112, 7.1), written with the data. */
  CHUNKED,
  /** Nothing: the connection's or the stream's own end. */
  NONE
}
