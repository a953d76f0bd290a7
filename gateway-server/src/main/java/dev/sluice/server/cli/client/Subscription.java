package dev.sluice.server.cli.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What to subscribe to, and where. Immutable, any thread.
 *
 * @param topics at least one
 * @param token that shows who subscribes, null for none
 */
public record Subscription(
    Endpoint endpoint, List<String> topics, @Nullable String token) {
  /** Copies the list. */
  public Subscription {
    topics = List.copyOf(topics);
  }

  /** A request for it, for every transport but WebSocket. */
  HttpRequest.Builder request(UrlQuery query) {
    HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.subscription(topics, query));
    authorise(request::header);
    return request;
  }

  /** Sets the header that holds the token, where there is one. */
  void authorise(BiConsumer<String, String> headers) {
    if (token != null) {
      headers.accept("Authorization", "Bearer " + token);
    }
  }

  URI webSocket(UrlQuery query) {
    return URI.create(endpoint.subscription(topics, query).toString().replaceFirst("^http", "ws"));
  }
}
