package dev.sluice.server.cli.client;

import java.time.Duration;
import java.util.Locale;

/** The transports by name, and how they are made. Immutable, any thread. */
public enum TransportName {
  WS,
  SSE,
  STREAM,
  LONGPOLL,
  POLL;

  /** What most proxies between here and a gateway let a request take. */
  private static final Duration LONG_POLL_WAIT = Duration.ofSeconds(25);

  /**
   * Makes one for a subscription.
   *
   * @param interval between two polls
   */
  public Transport open(
      GatewayHttp http, Subscription subscription, Pause pause, Duration interval) {
    return switch (this) {
      case WS -> new WebSocketTransport(http, subscription);
      case SSE -> new SseTransport(http, subscription);
      case STREAM -> new StreamTransport(http, subscription);
      case LONGPOLL -> new LongPollTransport(new PollRequest(http, subscription, LONG_POLL_WAIT));
      case POLL ->
        new PollTransport(new PollRequest(http, subscription, Duration.ZERO), pause, interval);
    };
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
