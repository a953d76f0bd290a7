package dev.sluice.server.admin;

import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.TopicName;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Query;
import dev.sluice.server.loop.Subscriber;
import org.jspecify.annotations.Nullable;

/**
 * Which subscribers are meant: those that fit all that is given. Immutable, any thread.
 *
 * @param issuer who vouches for their user, null for whoever does
 * @param user whose, null for everybody's
 * @param topic that they subscribe to, null for any
 * @param transport the way to them, null for any
 */
record ConnectionFilter(
    @Nullable String issuer,
    @Nullable String user,
    @Nullable String topic,
    @Nullable Transport transport) {
  static ConnectionFilter of(Query query) {
    String topic = query.one("topic");
    return new ConnectionFilter(
        query.one("issuer"),
        query.one("user"),
        topic == null ? null : TopicName.require(topic),
        transport(query.one("transport")));
  }

  private static @Nullable Transport transport(@Nullable String label) {
    if (label == null) {
      return null;
    }
    for (Transport transport : Transport.values()) {
      if (transport.label().equals(label) && transport != Transport.POLL) {
        return transport;
      }
    }
    throw new ProblemException(Problem.badRequest("transport is one of ws, sse, stream, longpoll"));
  }

  /** Whether it says whose or of which topic; by the transport alone too many would be meant. */
  boolean isNarrow() {
    return topic != null || (user != null && !user.isEmpty());
  }

  boolean covers(Subscriber subscriber) {
    return (issuer == null || issuer.equals(subscriber.issuer()))
        && (user == null || user.equals(subscriber.user()))
        && (transport == null || transport == subscriber.transport())
        && (topic == null || subscriber.subscribesTo(topic));
  }
}
