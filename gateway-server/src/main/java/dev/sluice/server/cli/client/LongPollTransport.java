package dev.sluice.server.cli.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Asks, and asks again as soon as it is answered; the gateway holds the question. One thread, which
 * it blocks.
 */
final class LongPollTransport implements Transport {
  private final PollRequest request;

  LongPollTransport(PollRequest request) {
    this.request = request;
  }

  @Override
  public void receive(@Nullable String cursor, Receiver receiver)
      throws IOException, InterruptedException {
    String next = request.ask(cursor, receiver);
    while (next != null) {
      next = request.ask(next, receiver);
    }
  }
}
