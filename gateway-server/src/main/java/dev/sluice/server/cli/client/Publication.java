package dev.sluice.server.cli.client;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Publishes messages to one topic. Any thread, which it blocks.
 *
 * @param contentType of every message
 * @param event their type; null for none
 * @param apiKey lets in where a key is needed; null for none
 */
public record Publication(
    GatewayHttp http,
    Endpoint endpoint,
    String topic,
    String contentType,
    @Nullable String event,
    @Nullable String apiKey) {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /**
   * Publishes a message.
   *
   * @param idempotencyKey null for none
   * @return its id
   * @throws GiveUpException if the gateway refuses it
   * @throws IllegalArgumentException if a value can't be sent in a header
   */
  public String publish(byte[] data, @Nullable String idempotencyKey)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(
            endpoint.publication(topic, new UrlQuery().add("event", event)))
        .timeout(TIMEOUT)
        .header("Content-Type", contentType)
        .POST(HttpRequest.BodyPublishers.ofByteArray(data));
    if (idempotencyKey != null) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    if (apiKey != null) {
      request.header("Authorization", "Bearer " + apiKey);
    }
    String answer = http.text(request.build());
    return RawJson.text(RawJson.members(answer).getOrDefault("id", "\"\""));
  }
}
