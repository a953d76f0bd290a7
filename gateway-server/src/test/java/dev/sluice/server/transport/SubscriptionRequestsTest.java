package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.InvalidTopicException;
import dev.sluice.server.http.OneRequest;
import dev.sluice.server.http.ProblemException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a subscriber asks for, by its request's head. */
class SubscriptionRequestsTest {
  private static final int MAX_TOPICS = 3;

  private final SubscriptionRequests requests = new SubscriptionRequests(
      new WaitLimits(Duration.ofSeconds(25), Duration.ofSeconds(60)), MAX_TOPICS);

  @Test
  void takesTheTopicOfThePath() {
    SubscriptionRequest request = read("a.b", "/v1/topics/a.b?topic=ignored");

    assertThat(request.topics()).containsExactly("a.b");
    assertThat(request.inPath()).isTrue();
    assertThat(request.isForSeveral()).isFalse();
  }

  @Test
  void takesTheTopicsOfTheParametersEachOnce() {
    SubscriptionRequest request = read(null, "/v1/subscribe?topic=b+c&topic=a&topic=b%2Bc");

    assertThat(request.topics()).containsExactly("b+c", "a");
    assertThat(request.inPath()).isFalse();
    assertThat(request.isForSeveral()).isTrue();
  }

  @Test
  void takesNoTopic() {
    assertThat(read(null, "/v1/subscribe").topics()).isEmpty();
  }

  @Test
  void boundsTheTopics() {
    assertThat(read(null, "/?topic=a&topic=b&topic=c&topic=a").topics()).hasSize(MAX_TOPICS);
    assertThatThrownBy(() -> read(null, "/?topic=a&topic=b&topic=c&topic=d"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("a subscription has at most 3 topics");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a..b", "%20", "a/b"})
  void refusesABadTopic(String topic) {
    assertThatThrownBy(() -> read(null, "/?topic=fine&topic=" + topic))
        .isInstanceOf(InvalidTopicException.class);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "/,                     X: y,                 none",
        "/?cursor=c,            X: y,                 c",
        "/?cursor=,             X: y,                 none",
        "/,                     Last-Event-ID: l,     l",
        "/?cursor=c,            Last-Event-ID: l,     l",
        "/?cursor=c,            'Last-Event-ID: ',    c",
        "/?cursor=c&cursor=d,   Last-Event-ID: l,     l",
        "/?cursor=a%2Bb+c,      X: y,                 a+b+c",
      })
  void findsTheCursor(String target, String headerLine, @Nullable String cursor) {
    assertThat(read("a", target, headerLine).cursor()).isEqualTo(cursor);
  }

  @Test
  void refusesTwoCursors() {
    assertThatThrownBy(() -> read("a", "/?cursor=c&cursor=d"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("cursor is given twice");
  }

  @Test
  void takesTheTagOfAnAnswerThatTheClientHas() {
    assertThat(read("a", "/", "If-None-Match: W/\"c\"").entityTag()).isEqualTo("c");
    assertThat(read("a", "/").entityTag()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/,                          LONGPOLL, 25000",
    "/?wait=5,                   LONGPOLL, 5000",
    "/?wait=0,                   POLL,     0",
    "/?transport=longpoll&wait=0, POLL,    0",
    "/?transport=poll,           POLL,     0",
    "/?transport=poll&wait=5,    POLL,     0",
    "/?transport=sse&wait=5,     SSE,      0",
    "/?transport=ws,             WS,       0",
  })
  void waitsWhereThereIsSomethingToWaitFor(String target, Transport transport, long waitMillis) {
    SubscriptionRequest request = read("a", target);

    assertThat(request.transport()).isEqualTo(transport);
    assertThat(request.waitMillis()).isEqualTo(waitMillis);
  }

  @Test
  void waitsAsPreferred() {
    assertThat(read("a", "/", "Prefer: wait=7").waitMillis()).isEqualTo(7000);
    assertThat(read("a", "/", "Prefer: wait=0").transport()).isEqualTo(Transport.POLL);
  }

  @ParameterizedTest
  @CsvSource({"raw, RAW", "json, JSON", "JSON, JSON"})
  void takesTheEnvelope(String value, EnvelopeMode expected) {
    assertThat(read("a", "/?envelope=" + value).envelope()).isEqualTo(expected);
    assertThat(read("a", "/?envelope=" + value).envelopeOrDefault()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "xml", "none"})
  void refusesAnotherEnvelope(String value) {
    assertThatThrownBy(() -> read("a", "/?envelope=" + value))
        .isInstanceOf(ProblemException.class)
        .hasMessage("envelope is raw or json");
  }

  @Test
  void givesTheDataAloneOfOneTopicAndObjectsOfSeveral() {
    assertThat(read("a", "/").envelope()).isNull();
    assertThat(read("a", "/").envelopeOrDefault()).isEqualTo(EnvelopeMode.RAW);
    assertThat(read(null, "/?topic=a").envelopeOrDefault()).isEqualTo(EnvelopeMode.RAW);
    assertThat(read(null, "/?topic=a&topic=b").envelopeOrDefault()).isEqualTo(EnvelopeMode.JSON);
  }

  private SubscriptionRequest read(
      @Nullable String pathTopic, String target, String... headerLines) {
    try (OneRequest request = OneRequest.of("GET", target, headerLines)) {
      return requests.read(request.exchange(), pathTopic);
    }
  }
}
