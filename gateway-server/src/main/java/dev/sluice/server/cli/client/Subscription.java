package dev.sluice.server.cli.client;

import java.net.URI;
import java.util.List;

/**
 * What to subscribe to, and where. Immutable, any thread.
 *
 * @param topics at least one
 */
public record Subscription(Endpoint endpoint, List<String> topics) {
  /** Copies the list. */
  public Subscription {
    topics = List.copyOf(topics);
  }

  /** The URL for every transport but WebSocket. */
  URI http(UrlQuery query) {
    return endpoint.subscription(topics, query);
  }

  URI webSocket(UrlQuery query) {
    return URI.create(http(query).toString().replaceFirst("^http", "ws"));
  }
}
