package dev.sluice.server.cli.client;

import java.net.URI;
import java.util.List;

/**
 * Where a gateway is, and the URLs that it has. Immutable, any thread.
 *
 * @param base {@code http} or {@code https}, a host, perhaps a path, without a slash at the end
 */
public record Endpoint(String base) {
  /**
   * Reads a URL that someone typed.
   *
   * @throws IllegalArgumentException if it is no URL of a gateway; the message says so
   */
  public static Endpoint of(String url) {
    if (!url.matches("https?://[^/?#]+(/[^?#]*)?") || URI.create(url).getHost() == null) {
      throw new IllegalArgumentException("\"" + url + "\" is no URL such as http://localhost:8080");
    }
    return new Endpoint(url.replaceFirst("/+$", ""));
  }

  /** Where a topic is published to. Topics have no character that a path would have to encode. */
  URI publication(String topic, UrlQuery query) {
    return URI.create(base + "/v1/topics/" + topic + query);
  }

  /** Where topics are subscribed to. */
  URI subscription(List<String> topics, UrlQuery query) {
    if (topics.size() == 1) {
      return publication(topics.get(0), query);
    }
    UrlQuery named = new UrlQuery();
    topics.forEach(topic -> named.add("topic", topic));
    return URI.create(base + "/v1/subscribe" + named + query.toString().replaceFirst("^\\?", "&"));
  }
}
