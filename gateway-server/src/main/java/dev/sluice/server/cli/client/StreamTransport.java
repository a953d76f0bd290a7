package dev.sluice.server.cli.client;

import java.io.IOException;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * NDJSON over an answer that goes on; an empty line is a heartbeat. One thread, which it blocks.
 */
final class StreamTransport implements Transport {
  private final GatewayHttp http;
  private final Subscription subscription;

  StreamTransport(GatewayHttp http, Subscription subscription) {
    this.http = http;
    this.subscription = subscription;
  }

  @Override
  public void receive(@Nullable String cursor, Receiver receiver)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = subscription.request(new UrlQuery().add("cursor", cursor));
    http.lines(
        request,
        "application/x-ndjson",
        receiver::onConnected,
        line -> line.isBlank() || receiver.onIncoming(IncomingReader.read(line)));
  }
}
