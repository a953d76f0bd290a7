package dev.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transports against a stand-in that answers what a test wrote down. */
@Timeout(30)
class SubscribeCommandTest {
  private static final String JSON =
      "{\"topic\":\"a\",\"id\":\"a1\",\"time\":1,\"event\":\"t\",\"data\":{\"n\":1.10, \"e\":1e5}}";
  private static final String TEXT =
      "{\"topic\":\"a\",\"id\":\"a2\",\"time\":2,\"data\":\"gr\\u00fc\\u00dfe\"}";
  private static final String BINARY =
      "{\"topic\":\"a\",\"id\":\"a3\",\"time\":3,\"data_base64\":\"AP8=\"}";
  private static final String OTHER =
      "{\"topic\":\"b\",\"id\":\"b1\",\"time\":4,\"data\":[1,\"x\"]}";
  private static final String GAP =
      "{\"topic\":\"a\",\"from\":\"a0\",\"to\":\"a0x\",\"missed\":17,\"reason\":\"overrun\"}";
  private static final String DATA = "{\"n\":1.10, \"e\":1e5}\ngrüße\nAP8=\n";

  private final CommandRun command = new CommandRun();

  @Test
  void printsTheDataOfAStream() throws IOException {
    try (GatewayStandIn gateway =
        new GatewayStandIn(Answer.stream(JSON + "\n\n" + TEXT + "\n" + BINARY + "\n"))) {
      assertThat(command.run(arguments(gateway, "stream", "--count", "3", "--cursor", "-5", "a")))
          .isZero();

      assertThat(command.out()).isEqualTo(DATA);
      assertThat(command.err()).isEmpty();
      assertThat(gateway.requestLines()).containsExactly("GET /v1/topics/a?cursor=-5");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "sse", "longpoll", "poll"})
  void showsItsToken(String transport) throws IOException, InterruptedException {
    try (GatewayStandIn gateway =
        new GatewayStandIn(Answer.problem(401, "no"), Answer.problem(401, "no"))) {
      assertThat(command.run(arguments(gateway, transport, "--token", "a.b.c", "t")))
          .isEqualTo(1);
      assertThat(gateway.takeRequest().header("Authorization")).isEqualTo("Bearer a.b.c");

      command.environment("SLUICE_TOKEN", "d.e.f");
      assertThat(command.run(arguments(gateway, transport, "t"))).isEqualTo(1);
      assertThat(gateway.takeRequest().header("Authorization")).isEqualTo("Bearer d.e.f");
    }
  }

  @Test
  void refusesATokenThatNoHeaderTakes() {
    assertThat(command.run("subscribe", "--token", "a b", "t")).isEqualTo(2);
    assertThat(command.err()).isEqualTo("error: the token has characters that none has\n");
  }

  @Test
  void printsTheDataOfEvents() throws IOException, InterruptedException {
    String events = ": hello\nretry: 2000\nid: a0\n\n"
        + event("a1", JSON)
        + ":\n\n"
        + "data: " + TEXT.replace(",\"time\"", ",\r\ndata: \"time\"") + "\nid: a2\n\n"
        + event("a3", BINARY);
    try (GatewayStandIn gateway = new GatewayStandIn(Answer.stream(events))) {
      assertThat(command.run(arguments(gateway, "sse", "--count", "3", "a"))).isZero();

      assertThat(command.out()).isEqualTo(DATA);
      Request request = gateway.takeRequest();
      assertThat(request.uri()).isEqualTo("/v1/topics/a?envelope=json");
      assertThat(request.header("Accept")).isEqualTo("text/event-stream");
    }
  }

  @Test
  void printsTheDataOfLongPolls() throws IOException {
    try (GatewayStandIn gateway = new GatewayStandIn(
        Answer.json(200, "{\"cursor\":\"a0\",\"messages\":[]}"),
        Answer.json(200, "{\"cursor\":\"a2\",\"messages\":[" + JSON + "," + TEXT + "]}"),
        Answer.json(200, "{\"cursor\":\"a3\",\"messages\":[\n" + BINARY + "\n]}"))) {
      assertThat(command.run(arguments(gateway, "longpoll", "--count", "3", "a")))
          .isZero();

      assertThat(command.out()).isEqualTo(DATA);
      assertThat(command.pauses()).isEmpty();
      assertThat(gateway.requestLines())
          .containsExactly(
              "GET /v1/topics/a?wait=25",
              "GET /v1/topics/a?wait=25&cursor=a0",
              "GET /v1/topics/a?wait=25&cursor=a2");
    }
  }

  @Test
  void printsTheDataOfPollsAndPausesInBetween() throws IOException {
    try (GatewayStandIn gateway = new GatewayStandIn(
        Answer.json(200, "{\"cursor\":\"a0\",\"messages\":[]}"),
        Answer.json(
            200, "{\"cursor\":\"a3\",\"messages\":[" + JSON + "," + TEXT + "," + BINARY + "]}"))) {
      assertThat(
              command.run(arguments(gateway, "poll", "--count", "3", "--interval", "250ms", "a")))
          .isZero();

      assertThat(command.out()).isEqualTo(DATA);
      assertThat(command.pauses()).containsExactly(Duration.ofMillis(250));
      assertThat(gateway.requestLines())
          .containsExactly("GET /v1/topics/a?wait=0", "GET /v1/topics/a?wait=0&cursor=a0");
    }
  }

  @Test
  void printsWhatHasComeWhileTheStreamGoesOn() throws IOException {
    try (GatewayStandIn gateway =
        new GatewayStandIn(Answer.open(JSON + "\n"), Answer.open(event("a1", JSON)))) {
      assertThat(command.run(arguments(gateway, "stream", "--count", "1", "a"))).isZero();
      assertThat(command.run(arguments(gateway, "sse", "--count", "1", "a"))).isZero();

      assertThat(command.out()).isEqualTo("{\"n\":1.10, \"e\":1e5}\n{\"n\":1.10, \"e\":1e5}\n");
    }
  }

  @Test
  void printsEnvelopesAsTheyCame() throws IOException {
    try (GatewayStandIn gateway = new GatewayStandIn(Answer.stream(JSON + "\n" + TEXT + "\n"))) {
      assertThat(command.run(arguments(gateway, "stream", "--json", "--count", "2", "a")))
          .isZero();

      assertThat(command.out()).isEqualTo(JSON + "\n" + TEXT + "\n");
    }
  }

  @Test
  void keepsPrettyPrintedEnvelopesInOneLine() throws IOException {
    String pretty = JSON.replace("{", "{\n  ");
    try (GatewayStandIn gateway =
        new GatewayStandIn(Answer.json(200, "{\"cursor\":\"a1\",\"messages\":[" + pretty + "]}"))) {
      assertThat(command.run(arguments(gateway, "poll", "--json", "--count", "1", "a")))
          .isZero();

      assertThat(command.out()).isEqualTo(JSON.replace("{", "{  ") + "\n");
    }
  }

  @Test
  void tellsGapsOnStandardErrorAndGoesOnBehindThem() throws IOException {
    try (GatewayStandIn gateway =
        new GatewayStandIn(Answer.stream("{\"gap\":" + GAP + "}\n"), Answer.stream(JSON + "\n"))) {
      assertThat(command.run(arguments(gateway, "stream", "--cursor", "a0", "--count", "1", "a")))
          .isZero();

      assertThat(command.err()).startsWith("gap: " + GAP + "\nreconnecting in ");
      assertThat(gateway.requestLines())
          .containsExactly("GET /v1/topics/a?cursor=a0", "GET /v1/topics/a?cursor=a0x");
    }
  }

  @Test
  void tellsGapsOfEventsAndPolls() throws IOException {
    try (GatewayStandIn gateway = new GatewayStandIn(
        Answer.stream("event: gap\ndata: {\"gap\":" + GAP + "}\n\n" + event("a1", JSON)))) {
      assertThat(command.run(arguments(gateway, "sse", "--count", "1", "a"))).isZero();
      assertThat(command.err()).isEqualTo("gap: " + GAP + "\n");
    }
    CommandRun poll = new CommandRun();
    try (GatewayStandIn gateway = new GatewayStandIn(Answer.json(
        200, "{\"cursor\":\"a1\",\"messages\":[" + JSON + "],\"gaps\":[" + GAP + "]}"))) {
      assertThat(poll.run(arguments(gateway, "poll", "--count", "1", "a"))).isZero();
      assertThat(poll.err()).isEqualTo("gap: " + GAP + "\n");
    }
  }

  @Test
  void resumesFromTheLastMessageOfOneTopic() throws IOException {
    try (GatewayStandIn gateway = new GatewayStandIn(
        Answer.stream(JSON + "\n"),
        Answer.broken(TEXT + "\n"),
        Answer.problem(503, "draining").with("Retry-After", "7"),
        Answer.stream(BINARY + "\n"))) {
      assertThat(command.run(arguments(gateway, "stream", "--count", "3", "a"))).isZero();

      assertThat(command.out()).isEqualTo(DATA);
      assertThat(gateway.requestLines())
          .containsExactly(
              "GET /v1/topics/a",
              "GET /v1/topics/a?cursor=a1",
              "GET /v1/topics/a?cursor=a2",
              "GET /v1/topics/a?cursor=a2");
      assertThat(command.pauses()).hasSize(3).last().isEqualTo(Duration.ofSeconds(7));
      assertThat(command.err().lines())
          .hasSize(3)
          .allMatch(line -> line.matches("reconnecting in [0-9]+ ms: .+"))
          .last()
          .isEqualTo("reconnecting in 7000 ms: draining");
    }
  }

  @Test
  void resumesSeveralTopicsFromTheCoveringCursorAndPrintsNothingTwice() throws IOException {
    try (GatewayStandIn gateway = new GatewayStandIn(
        Answer.stream(JSON + "\n{\"cursor\":\"c1\"}\n" + OTHER + "\n"),
        Answer.stream(OTHER + "\n" + TEXT + "\n{\"cursor\":\"c2\"}\n"),
        Answer.stream(BINARY + "\n"))) {
      assertThat(command.run(arguments(gateway, "stream", "--count", "4", "a", "b")))
          .isZero();

      assertThat(command.out()).isEqualTo("{\"n\":1.10, \"e\":1e5}\n[1,\"x\"]\ngrüße\nAP8=\n");
      assertThat(gateway.requestLines())
          .containsExactly(
              "GET /v1/subscribe?topic=a&topic=b",
              "GET /v1/subscribe?topic=a&topic=b&cursor=c1",
              "GET /v1/subscribe?topic=a&topic=b&cursor=c2");
    }
  }

  @Test
  void takesTheCursorOfSeveralTopicsFromTheIdsOfEvents() throws IOException {
    try (GatewayStandIn gateway = new GatewayStandIn(
        Answer.stream("data: " + JSON + "\n\n" + event("c1", OTHER)),
        Answer.stream(event("c2", TEXT)))) {
      assertThat(command.run(arguments(gateway, "sse", "--count", "3", "a", "b")))
          .isZero();

      assertThat(gateway.requestLines())
          .containsExactly(
              "GET /v1/subscribe?topic=a&topic=b&envelope=json",
              "GET /v1/subscribe?topic=a&topic=b&envelope=json&cursor=c1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "sse", "stream", "longpoll", "poll"})
  void endsWithTheDetailOfARefusal(String transport) throws IOException {
    try (GatewayStandIn gateway =
        new GatewayStandIn(Answer.problem(400, "cursor: not one of ours"))) {
      assertThat(command.run(arguments(gateway, transport, "--cursor", "x", "a")))
          .isEqualTo(1);

      assertThat(command.err()).isEqualTo("error: cursor: not one of ours\n");
      assertThat(command.out()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "sse", "stream", "longpoll", "poll"})
  void waitsForAGatewayThatIsBusy(String transport) throws IOException {
    try (GatewayStandIn gateway =
        new GatewayStandIn(Answer.problem(503, "full").with("Retry-After", "2"))) {
      assertThat(command.run(arguments(gateway, transport, "a"))).isEqualTo(1);

      assertThat(command.err())
          .isEqualTo("reconnecting in 2000 ms: full\nerror: the script is over\n");
      assertThat(command.pauses()).containsExactly(Duration.ofSeconds(2));
    }
  }

  @Test
  void comesBackWhereItWasTooMany() throws IOException {
    try (GatewayStandIn gateway = new GatewayStandIn(
        Answer.problem(429, "too many").with("Retry-After", "3"), Answer.stream(TEXT + "\n"))) {
      assertThat(command.run(arguments(gateway, "stream", "--count", "1", "a"))).isZero();

      assertThat(command.pauses()).containsExactly(Duration.ofSeconds(3));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "sse", "stream", "longpoll", "poll"})
  void endsWhereNobodyListens(String transport) throws IOException {
    GatewayStandIn gateway = new GatewayStandIn();
    String[] arguments = arguments(gateway, transport, "a");
    gateway.close();

    assertThat(command.run(arguments)).isEqualTo(1);

    assertThat(command.err())
        .isEqualTo("error: cannot connect to " + gateway.url() + ": connection refused\n");
    assertThat(command.pauses()).isEmpty();
  }

  @Test
  void endsWhereTheAnswerIsNoneOfAGateway() throws IOException {
    try (GatewayStandIn gateway = new GatewayStandIn(Answer.stream("<html>\n"))) {
      assertThat(command.run(arguments(gateway, "stream", "a"))).isEqualTo(1);

      assertThat(command.err())
          .startsWith("error: the answer is not what a gateway sends: ")
          .hasLineCount(1);
    }
  }

  @Test
  void saysWhereToResumeWhenASignalEndsIt() throws IOException {
    Answer first = Answer.stream(JSON + "\n");
    try (GatewayStandIn gateway = new GatewayStandIn(first, first)) {
      CommandRun stopped = new CommandRun();
      stopped.onPause(stopped::terminate);

      assertThat(stopped.run(arguments(gateway, "stream", "a"))).isZero();

      assertThat(stopped.out()).isEqualTo("{\"n\":1.10, \"e\":1e5}\n");
      assertThat(stopped.err()).startsWith("reconnecting in ").endsWith("\ncursor: a1\n");
    }
  }

  private static String event(String id, String envelope) {
    return "id: " + id + "\nevent: t\ndata: " + envelope + "\n\n";
  }

  private static String[] arguments(GatewayStandIn gateway, String transport, String... more) {
    String[] all = {"subscribe", "--url", gateway.url(), "--transport", transport};
    String[] arguments = Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, arguments, all.length, more.length);
    return arguments;
  }
}
