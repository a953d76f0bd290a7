package dev.sluice.server.publishapi;

import dev.sluice.core.publish.Publisher;
import dev.sluice.core.topic.TopicRegistry.Appended;
import dev.sluice.server.http.CollectedBody;
import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.RequestBody;
import dev.sluice.server.http.Response;
import dev.sluice.server.payload.Publications;
import dev.sluice.server.payload.PublishRequest;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Publishing over HTTP. Any loop. */
public final class PublishApi {
  private static final AsciiString IDEMPOTENCY_KEY = AsciiString.cached("idempotency-key");
  private static final int MAX_KEY_LENGTH = 255;
  private static final String JSON = "application/json";

  /** What most receipts are shorter than. */
  private static final int RECEIPT_BYTES = 96;

  /** What a message's JSON form may be larger than its data: names of topics and the event. */
  private static final int FRAME_BYTES = 64 * 1024;

  private final Publisher publisher;
  private final Publications publications;
  private final PublishLimits limits;

  /** Publishes what comes in. */
  public PublishApi(Publisher publisher, Publications publications, PublishLimits limits) {
    this.publisher = publisher;
    this.publications = publications;
    this.limits = limits;
  }

  /**
   * {@code POST /v1/topics/{topic}}: the body is the data.
   *
   * @param allowed the topics that whoever asks may publish to
   */
  public RequestBody toOneTopic(Exchange exchange, String topic, Predicate<String> allowed) {
    require(allowed, topic);
    String event = exchange.query().one("event");
    String contentType = exchange.headers().get(HttpHeaderNames.CONTENT_TYPE);
    String key = idempotencyKey(exchange);
    return new CollectedBody(publications.maxBytes(), "the message", data -> {
      Appended appended = publisher.publish(topic, publications.of(contentType, event, data), key);
      ByteBuf receipt = exchange.channel().alloc().buffer(RECEIPT_BYTES);
      Receipts.writeOne(receipt, appended);
      exchange.respond(new Response(201).body(JSON, receipt));
    });
  }

  /**
   * {@code POST /v1/publish}: a JSON object, or one a line.
   *
   * @param allowed the topics that whoever asks may publish to
   */
  public RequestBody toSeveralTopics(Exchange exchange, Predicate<String> allowed) {
    String contentType = exchange.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
    String mediaType = contentType.split(";", 2)[0].strip();
    String key = idempotencyKey(exchange);
    if (mediaType.equalsIgnoreCase("application/x-ndjson")) {
      BulkBody.LinePublisher lines = (bytes, length, answer) ->
          Receipts.writeSeveral(answer, publish(allowed, bytes, length, null));
      return new BulkBody(exchange, lines, maxObjectBytes(), limits.bulkBytes());
    }
    if (mediaType.equalsIgnoreCase(JSON)) {
      return new CollectedBody(maxObjectBytes(), "the body", body -> {
        List<Appended> published = publish(allowed, body, body.length, key);
        ByteBuf receipt = exchange.channel().alloc().buffer(RECEIPT_BYTES * published.size());
        Receipts.writeSeveral(receipt, published);
        exchange.respond(new Response(201).body(JSON, receipt));
      });
    }
    throw new ProblemException(
        new Problem(415, "the content type is to be application/json or application/x-ndjson"));
  }

  private List<Appended> publish(
      Predicate<String> allowed, byte[] bytes, int length, @Nullable String key) {
    PublishRequest request =
        PublishRequest.parse(bytes, 0, length, limits.topicsPerPublish(), publications);
    request.topics().forEach(topic -> require(allowed, topic));
    return publisher.publish(request.topics(), request.publication(), key);
  }

  private static void require(Predicate<String> allowed, String topic) {
    if (!allowed.test(topic)) {
      throw new ProblemException(
          Problem.forbidden("publishing to topic " + topic + " is not allowed with this API key"));
    }
  }

  /** Base64 takes four characters for three bytes. */
  private int maxObjectBytes() {
    long bytes = publications.maxBytes() * 4L / 3 + FRAME_BYTES + 260L * limits.topicsPerPublish();
    return (int) Math.min(bytes, Integer.MAX_VALUE / 2);
  }

  private static @Nullable String idempotencyKey(Exchange exchange) {
    String key = exchange.headers().get(IDEMPOTENCY_KEY);
    if (key != null && (key.isEmpty() || key.length() > MAX_KEY_LENGTH)) {
      throw new ProblemException(
          Problem.badRequest("an idempotency key has 1 to " + MAX_KEY_LENGTH + " characters"));
    }
    return key;
  }
}
