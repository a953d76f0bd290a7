package dev.sluice.server.admin;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sluice.server.http.ClientAddress;
import dev.sluice.server.loop.Subscriber;
import dev.sluice.server.loop.SubscriberId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What operators see of a subscriber: as it was when its loop was asked. Immutable, any thread.
 *
 * @param id its number
 * @param issuer who vouches for its user, empty where nobody does
 * @param user who it is, empty for one without a name
 * @param address where it is, as far as trusted proxies tell
 * @param transport the way to it
 * @param topicCount how many topics it subscribes to
 * @param topics the first of them
 * @param lag how many messages there are that it wasn't given
 * @param sinceMillis when it came
 */
record ConnectionInfo(
    long id,
    String issuer,
    String user,
    String address,
    String transport,
    int topicCount,
    List<String> topics,
    long lag,
    long sinceMillis) {
  /** One connection may have many topics, and a page many connections. */
  private static final int MAX_TOPICS = 20;

  static ConnectionInfo of(Subscriber subscriber) {
    return new ConnectionInfo(
        subscriber.id(),
        subscriber.issuer(),
        subscriber.user(),
        ClientAddress.text(subscriber.channel()),
        subscriber.transport().label(),
        subscriber.topicCount(),
        subscriber.topics(MAX_TOPICS),
        subscriber.lag(),
        subscriber.sinceMillis());
  }

  String json() {
    String names =
        topics.stream().map(ConnectionInfo::quoted).collect(Collectors.joining(",", "[", "]"));
    return "{\"id\":" + quoted(SubscriberId.text(id))
        + ",\"issuer\":" + quoted(issuer)
        + ",\"user\":" + quoted(user)
        + ",\"address\":" + quoted(address)
        + ",\"transport\":" + quoted(transport)
        + ",\"subscriptions\":" + topicCount
        + ",\"topics\":" + names
        + ",\"lag\":" + lag
        + ",\"since\":" + sinceMillis + "}";
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
