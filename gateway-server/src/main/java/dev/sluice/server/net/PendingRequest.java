package dev.sluice.server.net;

import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;

/** A request that waits for who asks. Belongs to its exchange's loop. */
final class PendingRequest {
  private final Exchange exchange;
  private boolean over;

  PendingRequest(Exchange exchange) {
    this.exchange = exchange;
    exchange.onAbort(() -> over = true);
    exchange.onDrain(this::onDrain);
  }

  private void onDrain() {
    over = true;
    exchange.refuse(new ProblemException(Problem.unavailable("the gateway is going away")));
  }

  /** Goes on with it, unless it is over; nobody else is there to catch a failure. */
  void goOn(Runnable step) {
    if (over) {
      return;
    }
    over = true;
    try {
      step.run();
    } catch (RuntimeException failure) {
      exchange.refuse(failure);
    }
  }
}
