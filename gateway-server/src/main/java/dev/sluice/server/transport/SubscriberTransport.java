package dev.sluice.server.transport;

import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.ProblemException;

/** One way to a subscriber. Called on the connection's loop. */
@FunctionalInterface
public interface SubscriberTransport {
  /**
   * Answers a request that was checked and is allowed.
   *
   * @throws ProblemException to refuse it
   */
  void accept(Exchange exchange, SubscriptionRequest request);
}
