package dev.sluice.server.cli.client;

/** What a WebSocket connection brings. Immutable, any thread. */
sealed interface WebSocketEvent {
  /** A whole text message. */
  record Frame(String text) implements WebSocketEvent {}

  /** The other side has closed. */
  record Closed(int code, String reason) implements WebSocketEvent {}

  /** The connection broke. */
  record Broken(Throwable failure) implements WebSocketEvent {}
}
