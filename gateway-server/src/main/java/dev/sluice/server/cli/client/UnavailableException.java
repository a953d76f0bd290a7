package dev.sluice.server.cli.client;

import java.io.IOException;
import java.time.Duration;

/** The gateway is there, but does not serve now: 503 and its like. Immutable, any thread. */
public final class UnavailableException extends IOException {
  private final Duration retryAfter;

  UnavailableException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /** The time that the gateway asks for; zero where it names none. */
  Duration retryAfter() {
    return retryAfter;
  }
}
