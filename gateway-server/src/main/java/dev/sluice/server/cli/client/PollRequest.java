package dev.sluice.server.cli.client;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks for what came after a cursor, once. One thread, which it blocks. */
final class PollRequest {
  /** What an answer may take beyond the time that it is held. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final GatewayHttp http;
  private final Subscription subscription;
  private final Duration wait;

  /**
   * Polls whose answer is held.
   *
   * @param wait how long, in whole seconds; zero for an answer at once
   */
  PollRequest(GatewayHttp http, Subscription subscription, Duration wait) {
    this.http = http;
    this.subscription = subscription;
    this.wait = wait;
  }

  /**
   * Hands over one answer.
   *
   * @return its cursor; null where the receiver has enough, or the answer has no cursor
   */
  @Nullable String ask(@Nullable String cursor, Receiver receiver) throws IOException, InterruptedException {
    UrlQuery query =
        new UrlQuery().add("wait", Long.toString(wait.toSeconds())).add("cursor", cursor);
    HttpRequest request =
        subscription.request(query).timeout(wait.plus(PATIENCE)).build();
    String answer = http.text(request);
    receiver.onConnected();
    for (Incoming incoming : IncomingReader.poll(answer)) {
      if (!receiver.onIncoming(incoming)) {
        return null;
      }
      if (incoming instanceof Incoming.Covering covering) {
        return covering.cursor();
      }
    }
    return null;
  }
}
