package dev.sluice.core.metrics;

/** The ways to a subscriber that are told apart in counts. */
public enum Transport {
  /** WebSocket, raw or JSON. */
  WS("ws"),
  /** Server-sent events. */
  SSE("sse"),
  /** A stream of JSON lines. */
  STREAM("stream"),
  /** A request that is held until there is something. */
  LONGPOLL("longpoll"),
  /** A request that is answered at once; never subscribed. */
  POLL("poll");

  /** How many there are. */
  public static final int COUNT = values().length;

  private final String label;

  Transport(String label) {
    this.label = label;
  }

  /** Its name in URLs, metrics and topic information. */
  public String label() {
    return label;
  }
}
