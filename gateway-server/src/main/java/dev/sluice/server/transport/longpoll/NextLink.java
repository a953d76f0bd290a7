package dev.sluice.server.transport.longpoll;

import dev.sluice.core.metrics.Transport;
import dev.sluice.server.transport.SubscriptionRequest;

/** The request that goes on where an answer ends (RFC 8288). Any thread. */
final class NextLink {
  private NextLink() {}

  static String of(SubscriptionRequest request, String cursor) {
    StringBuilder link = new StringBuilder(64);
    if (request.inPath()) {
      link.append("/v1/topics/").append(request.topics().get(0)).append('?');
    } else {
      link.append("/v1/subscribe?");
      request
          .topics()
          .forEach(topic -> link.append("topic=").append(escaped(topic)).append('&'));
    }
    if (request.transport() == Transport.POLL) {
      link.append("wait=0&");
    } else {
      link.append("wait=").append(seconds(request.waitMillis())).append('&');
    }
    return link.append("cursor=").append(cursor).toString();
  }

  private static String seconds(long millis) {
    return millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0);
  }

  private static String escaped(String topic) {
    return topic.indexOf('+') < 0 ? topic : topic.replace("+", "%2B");
  }
}
