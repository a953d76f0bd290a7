package dev.sluice.load.plan;

import com.fasterxml.jackson.annotation.JsonValue;

/** The ways to subscribe, by the names that the gateway's query and metrics use. Any thread. */
public enum Transport {
  WS("ws", "WebSocket"),
  SSE("sse", "SSE"),
  STREAM("stream", "NDJSON stream"),
  LONG_POLL("longpoll", "long-poll"),
  POLL("poll", "poll");

  private final String label;
  private final String title;

  Transport(String label, String title) {
    this.label = label;
    this.title = title;
  }

  /** As on the command line and in URLs. */
  @JsonValue
  public String label() {
    return label;
  }

  /** As in a sentence. */
  public String title() {
    return title;
  }

  /** Whether the gateway sends without being asked each time. */
  public boolean pushes() {
    return this != LONG_POLL && this != POLL;
  }
}
