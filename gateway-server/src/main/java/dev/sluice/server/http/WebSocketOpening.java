package dev.sluice.server.http;

/** How a request asks for a WebSocket. */
public enum WebSocketOpening {
  /** Not at all. */
  NONE,
  /** As an upgrade of its connection (RFC 6455, 4.1). */
  UPGRADE,
  /** As a CONNECT on its stream (RFC 8441). */
  CONNECT
}
