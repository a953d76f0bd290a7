package dev.sluice.server.wire;

/** The listeners. */
enum Side {
  PUBLIC,
  INTERNAL
}
