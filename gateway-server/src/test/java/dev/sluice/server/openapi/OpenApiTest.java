package dev.sluice.server.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawResponse;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The description that a gateway gives of its internal API, held against what it does. */
@ContractTest
class OpenApiTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults()
      .set("sluice.limits.message-bytes", "1000B")
      .set("sluice.limits.topics-per-publish", "10"));

  private static final String TOPICS = "/v1/topics";
  private static final String TOPIC = "/v1/topics/{topic}";
  private static final String MESSAGES = "/v1/topics/{topic}/messages";
  private static final String PUBLISH = "/v1/publish";
  private static final String JSON = "application/json";
  private static final String NDJSON = "application/x-ndjson";
  private static final String LARGE = "x".repeat(200_000);

  /** Holds no messages. */
  @AutoClose
  private static final Subscriber SUBSCRIBED =
      Mode.SSE_RAW.subscribe(gateway.publicUrl(), List.of("subscribed"), null);

  private static final Description DESCRIPTION =
      new Description(Http.get(gateway.internalUrl().resolve("/openapi.json")).body());

  static Stream<Example> successes() {
    String several = "{\"topics\":[\"a\",\"b\"],\"event\":\"tick\",\"data\":{\"n\":1}}";
    return Stream.of(
        Example.of("POST", TOPIC, 201).with("text/plain", "text"),
        Example.of("POST", TOPIC, 201).with(JSON, "{\"n\":1}"),
        Example.of("POST", TOPIC, 201).with("application/octet-stream", "bytes"),
        Example.of("POST", PUBLISH, 201).with(JSON, several),
        Example.of("POST", PUBLISH, 200).with(NDJSON, several + "\n{\"topics\":[]}\nnonsense\n"),
        Example.of("GET", TOPICS, 200),
        Example.of("GET", TOPICS, 200).at(TOPICS + "?limit=1"),
        Example.of("GET", TOPIC, 200),
        Example.of("GET", TOPIC, 200).at("/v1/topics/subscribed"),
        Example.of("GET", MESSAGES, 200),
        Example.of("GET", MESSAGES, 200).at("/v1/topics/b/messages?cursor=" + positionThatIsGone()),
        Example.of("DELETE", TOPIC, 204),
        Example.of("GET", "/metrics", 200),
        Example.of("GET", "/health/live", 200),
        Example.of("GET", "/health/ready", 200),
        Example.of("GET", "/openapi.json", 200));
  }

  static Stream<Example> refusals() {
    return Stream.of(
        Example.of("POST", TOPIC, 400).at("/v1/topics/a..b").with("text/plain", "text"),
        Example.of("POST", TOPIC, 413).with("text/plain", LARGE),
        Example.of("POST", PUBLISH, 400).with(JSON, "{\"topics\":[\"a\"]}"),
        Example.of("POST", PUBLISH, 413).with(JSON, LARGE),
        Example.of("POST", PUBLISH, 415).with("text/plain", "text"),
        Example.of("GET", TOPICS, 400).at(TOPICS + "?limit=none"),
        Example.of("GET", TOPIC, 400).at("/v1/topics/a..b"),
        Example.of("GET", TOPIC, 404).at("/v1/topics/nowhere"),
        Example.of("GET", MESSAGES, 400).at("/v1/topics/a/messages?cursor=nonsense"),
        Example.of("GET", MESSAGES, 404).at("/v1/topics/nowhere/messages"),
        Example.of("DELETE", TOPIC, 400).at("/v1/topics/a..b"),
        Example.of("DELETE", TOPIC, 404).at("/v1/topics/nowhere"));
  }

  static Stream<Example> otherProblems() {
    return answers("default").map(Example::ofAnyProblem);
  }

  /** What a gateway that goes away takes on no more. */
  static Stream<Example> unavailable() {
    return answers("503").map(operation -> {
      String[] parts = operation.split(" ", 2);
      return Example.of(parts[0], parts[1], 503);
    });
  }

  /** In topic b, so that its history has a gap. */
  private static String positionThatIsGone() {
    String id = gateway.backend().publish("b", "text").id();
    gateway.backend().delete("b");
    gateway.backend().publish("b", "text");
    return id;
  }

  private static Stream<String> answers(String status) {
    return DESCRIPTION.answers().stream()
        .filter(answer -> answer.endsWith(" " + status))
        .map(answer -> answer.substring(0, answer.lastIndexOf(' ')));
  }

  @BeforeEach
  void fill() {
    gateway.backend().publish("a", "text");
    gateway.backend().publish("a", "{\"n\":1}".getBytes(UTF_8), JSON);
    gateway.backend().publish("a", new byte[] {-1}, "application/octet-stream");
  }

  @ParameterizedTest
  @MethodSource({"successes", "refusals", "otherProblems"})
  void answersAsDescribed(Example example) {
    check(example, example.ask(gateway.internalAddress()));
  }

  @Test
  void answersAsDescribedWhileItGoesAway() {
    try (Gateway leaving = Gateway.start(Settings.defaults().set("sluice.drain", "1m"));
        RawWebSocket stubborn =
            RawWebSocket.open(RawConnection.to(leaving.publicAddress()), "/v1/topics/a")) {
      CompletableFuture<Void> drain = CompletableFuture.runAsync(leaving::drain);
      assertThat(stubborn.closeCode()).isEqualTo(1001);
      unavailable().forEach(example -> check(example, example.ask(leaving.internalAddress())));
      assertThat(drain).isNotDone();
    }
  }

  private static void check(Example example, RawResponse response) {
    assertThat(response.status()).as(response.body()).isEqualTo(example.expected());
    assertThat(DESCRIPTION.faults(example.method(), example.path(), example.status(), response))
        .as("%s", response)
        .isEmpty();
  }

  /** So that nothing is described that is not tried here. */
  @Test
  void hasAnExampleOfEveryAnswer() {
    Set<String> tried = Stream.of(successes(), refusals(), otherProblems(), unavailable())
        .flatMap(examples -> examples)
        .map(Example::answer)
        .collect(Collectors.toCollection(TreeSet::new));

    assertThat(tried).isEqualTo(DESCRIPTION.answers());
  }

  @Test
  void describesEveryMethodOfItsPaths() {
    for (Map.Entry<String, Set<String>> path : DESCRIPTION.methods().entrySet()) {
      RawResponse options =
          Example.of("OPTIONS", path.getKey(), 204).ask(gateway.internalAddress());
      Set<String> allowed = new TreeSet<>(Set.of(options.header("Allow").split(", ")));
      allowed.removeAll(Set.of("HEAD", "OPTIONS"));

      assertThat(path.getValue()).as(path.getKey()).isEqualTo(allowed);
    }
  }
}
