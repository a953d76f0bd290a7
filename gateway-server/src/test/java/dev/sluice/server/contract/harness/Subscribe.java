package dev.sluice.server.contract.harness;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The address of a subscription: topics, and what else is in the query. Immutable. */
public final class Subscribe {
  private final URI base;
  private final List<String> topics;
  private final List<String> parameters;

  private Subscribe(URI base, List<String> topics, List<String> parameters) {
    this.base = base;
    this.topics = topics;
    this.parameters = parameters;
  }

  /** To these topics at a public listener. */
  public static Subscribe to(URI base, List<String> topics) {
    return new Subscribe(base, topics, List.of());
  }

  /** With one more parameter; none where the value is null. */
  public Subscribe with(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    List<String> more = new ArrayList<>(parameters);
    more.add(name + "=" + Http.encode(value));
    return new Subscribe(base, topics, more);
  }

  /** The URL, for one topic in its path. */
  public URI uri() {
    List<String> query = new ArrayList<>();
    String path = "/v1/subscribe";
    if (topics.size() == 1) {
      path = "/v1/topics/" + Http.encode(topics.get(0));
    } else {
      topics.forEach(topic -> query.add("topic=" + Http.encode(topic)));
    }
    query.addAll(parameters);
    return base.resolve(query.isEmpty() ? path : path + "?" + String.join("&", query));
  }

  /** The same for a WebSocket. */
  public URI webSocketUri() {
    return URI.create("ws" + uri().toString().substring("http".length()));
  }
}
