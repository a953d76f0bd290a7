package dev.sluice.server.transport;

import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.TopicName;
import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Query;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what a subscriber asks for from its request's head. Immutable, any thread. */
public final class SubscriptionRequests {
  private static final AsciiString LAST_EVENT_ID = AsciiString.cached("last-event-id");

  private final WaitLimits waits;
  private final int maxTopics;

  /** Reads requests for at most that many topics. */
  public SubscriptionRequests(WaitLimits waits, int maxTopics) {
    this.waits = waits;
    this.maxTopics = maxTopics;
  }

  /**
   * Reads a request.
   *
   * @param pathTopic the topic in the path, null where the parameters name them
   * @throws ProblemException if it makes no sense
   */
  public SubscriptionRequest read(Exchange exchange, @Nullable String pathTopic) {
    Query query = exchange.query();
    HttpHeaders headers = exchange.headers();
    String tag = EntityTag.cursorOf(headers.get(HttpHeaderNames.IF_NONE_MATCH));
    Transport transport = TransportChoice.of(exchange);
    long wait = transport == Transport.LONGPOLL ? waits.millis(query, headers) : 0;
    return new SubscriptionRequest(
        topics(query, pathTopic),
        pathTopic != null,
        transport == Transport.LONGPOLL && wait == 0 ? Transport.POLL : transport,
        cursor(query, headers),
        tag,
        envelope(query),
        wait);
  }

  private List<String> topics(Query query, @Nullable String pathTopic) {
    List<String> topics = pathTopic != null
        ? List.of(pathTopic)
        : query.all("topic").stream().distinct().toList();
    topics.forEach(TopicName::require);
    if (topics.size() > maxTopics) {
      throw new ProblemException(
          Problem.badRequest("a subscription has at most " + maxTopics + " topics"));
    }
    return topics;
  }

  private static @Nullable String cursor(Query query, HttpHeaders headers) {
    String lastEventId = headers.get(LAST_EVENT_ID);
    String cursor =
        lastEventId == null || lastEventId.isEmpty() ? query.one("cursor") : lastEventId;
    return cursor == null || cursor.isEmpty() ? null : cursor;
  }

  private static @Nullable EnvelopeMode envelope(Query query) {
    String value = query.one("envelope");
    if (value == null) {
      return null;
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "raw" -> EnvelopeMode.RAW;
      case "json" -> EnvelopeMode.JSON;
      default -> throw new ProblemException(Problem.badRequest("envelope is raw or json"));
    };
  }
}
