package dev.sluice.server.cli.client;

import java.io.IOException;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Server-sent events with JSON envelopes. One thread, which it blocks. */
final class SseTransport implements Transport {
  private final GatewayHttp http;
  private final Subscription subscription;

  SseTransport(GatewayHttp http, Subscription subscription) {
    this.http = http;
    this.subscription = subscription;
  }

  @Override
  public void receive(@Nullable String cursor, Receiver receiver)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        subscription.request(new UrlQuery().add("envelope", "json").add("cursor", cursor));
    SseParser parser = new SseParser();
    http.lines(request, "text/event-stream", receiver::onConnected, line -> {
      SseBlock block = parser.accept(line);
      return block == null || deliver(block, receiver);
    });
  }

  /** A block's id stands for everything up to and including its data, so the data goes first. */
  private static boolean deliver(SseBlock block, Receiver receiver) throws IOException {
    boolean more = true;
    if (block.data() != null) {
      more = receiver.onIncoming(IncomingReader.read(block.data()));
    }
    if (more && block.id() != null && !block.id().isEmpty()) {
      more = receiver.onIncoming(new Incoming.Covering(block.id()));
    }
    return more;
  }
}
