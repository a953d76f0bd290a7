package dev.sluice.server.publishapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.metrics.FanoutMetrics;
import dev.sluice.core.publish.IdempotencyWindow;
import dev.sluice.core.publish.LocalBackplane;
import dev.sluice.core.publish.Publisher;
import dev.sluice.core.topic.InvalidTopicException;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Publication;
import dev.sluice.server.http.OneRequest;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.RequestBody;
import dev.sluice.server.loop.LoopByHand;
import dev.sluice.server.payload.InvalidPayloadException;
import dev.sluice.server.payload.Publications;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing over HTTP, from head and body to what a topic holds. */
class PublishApiTest {
  private static final String JSON = "Content-Type: application/json";

  private final LoopByHand loop = LoopByHand.begin();
  private final Publisher publisher = new Publisher(
      new LocalBackplane(loop.topics()),
      new IdempotencyWindow(Duration.ofMinutes(5), 10, loop.clock()),
      FanoutMetrics.NONE);
  private final PublishApi api =
      new PublishApi(publisher, new Publications(100), new PublishLimits(3, 1000));

  @Test
  void publishesABodyToOneTopic() {
    String answer = toOne("/v1/topics/a?event=e%20x", "hello", "Content-Type: text/plain");

    Publication publication = newest("a");
    assertThat(publication.data()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
    assertThat(publication.event()).isEqualTo("e x");
    assertThat(publication.contentType()).isEqualTo("text/plain");
    assertThat(answer)
        .startsWith("HTTP/1.1 201 Created\r\n")
        .endsWith("{\"topic\":\"a\",\"id\":\"" + id("a") + "\"}");
  }

  @Test
  void publishesAnObjectToSeveralTopics() {
    String answer = toSeveral("{\"topics\":[\"b\",\"c\"],\"data\":[1.0]}", JSON);

    assertThat(newest("b").data()).asString(StandardCharsets.UTF_8).isEqualTo("[1.0]");
    assertThat(answer)
        .startsWith("HTTP/1.1 201 Created\r\n")
        .endsWith("{\"messages\":[{\"topic\":\"b\",\"id\":\"" + id("b")
            + "\"},{\"topic\":\"c\",\"id\":\"" + id("c") + "\"}]}");
  }

  @Test
  void publishesAnObjectALine() {
    String lines = "{\"topics\":[\"d\"],\"data\":1}\n{\"topics\":[],\"data\":1}\r\n";
    String answer = toSeveral(lines, "Content-Type: application/x-ndjson; charset=utf-8");

    assertThat(answer)
        .contains("\r\n\r\n{\"messages\":[{\"topic\":\"d\",\"id\":\"" + id("d") + "\"}]}\n")
        .endsWith("{\"error\":{\"status\":400,\"detail\":\"field topics is missing\"}}\n");
  }

  @Test
  void publishesOnceForAKey() {
    String first = toOne("/", "x", "Idempotency-Key: k");

    assertThat(toOne("/", "other", "Idempotency-Key: k")).isEqualTo(first);
    assertThat(loop.topics().topic("a").lastOffset()).isEqualTo(1);
    toOne("/", "x", "Idempotency-Key: k2");
    assertThat(loop.topics().topic("a").lastOffset()).isEqualTo(2);
  }

  @Test
  void boundsTheLengthOfAKey() {
    assertThat(toOne("/", "x", "Idempotency-Key: " + "k".repeat(255))).contains("201");
    assertThatThrownBy(() -> toOne("/", "x", "Idempotency-Key: " + "k".repeat(256)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("255");
    assertThatThrownBy(() -> toOne("/", "x", "Idempotency-Key: "))
        .isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X: y", "Content-Type: text/plain", "Content-Type: application/jsonx"})
  void refusesSeveralTopicsInAnotherFormat(String header) {
    assertThatThrownBy(() -> toSeveral("{}", header))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(415));
  }

  @Test
  void publishesNothingWhereSomethingIsWrong() {
    assertThatThrownBy(() -> toSeveral("{\"topics\":[\"e\",\"b..d\"],\"data\":1}", JSON))
        .isInstanceOf(InvalidTopicException.class);
    assertThatThrownBy(() -> toOne("/?event=%0A", "x", "X: y"))
        .isInstanceOf(InvalidPayloadException.class);
    assertThatThrownBy(() -> toOne("/", "{", JSON)).isInstanceOf(InvalidPayloadException.class);

    assertThat(loop.topics().visible()).isEmpty();
  }

  @Test
  void refusesAMessageThatIsTooLarge() {
    assertThat(toOne("/", "x".repeat(100), "X: y")).contains("201");
    assertThatThrownBy(() -> toOne("/", "x".repeat(101), "X: y"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(413));
  }

  private String toOne(String target, String body, String headerLine) {
    return publish(
        target, body, headerLine, (r, a) -> a.toOneTopic(r.exchange(), "a", topic -> true));
  }

  private String toSeveral(String body, String headerLine) {
    return publish("/", body, headerLine, (r, a) -> a.toSeveralTopics(r.exchange(), topic -> true));
  }

  private String publish(
      String target,
      String body,
      String headerLine,
      BiFunction<OneRequest, PublishApi, RequestBody> route) {
    try (OneRequest request = OneRequest.on(loop, "GET", target, headerLine)) {
      RequestBody taker = route.apply(request, api);
      taker.onLength(0);
      taker.onBytes(Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
      taker.onEnd();
      return request.answer();
    }
  }

  private Publication newest(String topic) {
    MessageRange range = new MessageRange(LoopByHand.MAX_MESSAGES, Long.MAX_VALUE);
    loop.topics().topic(topic).read(0, Long.MAX_VALUE, range);
    return range.newest().publication();
  }

  private String id(String topic) {
    return loop.topics().topic(topic).position(1).text();
  }
}
