package dev.sluice.server.cli.client;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks again and again, with a pause in between. One thread, which it blocks. */
final class PollTransport implements Transport {
  private final PollRequest request;
  private final Pause pause;
  private final Duration interval;

  PollTransport(PollRequest request, Pause pause, Duration interval) {
    this.request = request;
    this.pause = pause;
    this.interval = interval;
  }

  @Override
  public void receive(@Nullable String cursor, Receiver receiver)
      throws IOException, InterruptedException {
    String next = request.ask(cursor, receiver);
    while (next != null) {
      pause.pause(interval);
      next = request.ask(next, receiver);
    }
  }
}
