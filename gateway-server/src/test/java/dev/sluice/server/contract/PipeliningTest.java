package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.PollAnswer;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawResponse;
import dev.sluice.server.contract.harness.RawStream;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Told.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several requests on one connection, one after the other or all at once. */
@ContractTest
class PipeliningTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults());

  @Test
  void keepsAConnection() {
    String topic = gateway.newTopic();
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      for (int i = 0; i < 10; i++) {
        connection.request("GET", "/v1/topics/" + topic + "?wait=0");
        assertThat(connection.response().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void answersInOrderWithALongPollInBetween() {
    String topic = gateway.newTopic();
    Published seen = gateway.backend().publish(topic, "seen");
    String path = "/v1/topics/" + topic;
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.send(get(path + "?wait=0&cursor=earliest")
          + get(path + "?wait=60&cursor=" + seen.id())
          + get(path + "?wait=0&cursor=-1")
          + get("/nowhere")
          + get(path + "?wait=60&cursor=earliest"));
      assertThat(texts(connection)).containsExactly("seen");
      gateway.backend().awaitSubscribers(topic, "longpoll", 1);
      gateway.backend().publish(topic, "new");

      assertThat(texts(connection)).containsExactly("new");
      assertThat(texts(connection)).containsExactly("new");
      assertThat(connection.response().status()).isEqualTo(404);
      assertThat(texts(connection)).containsExactly("seen", "new");
    }
  }

  /** Those that are alike share an answer; alone, each has one of its own. */
  @Test
  void answersPollsThatComeTogetherAsIfEachCameAlone() {
    String topic = gateway.newTopic();
    String one = gateway.backend().publish(topic, "one").id();
    String two = gateway.backend().publish(topic, "two").id();
    String other = gateway.newTopic();
    String first = gateway.backend().publish(other, "first").id();
    gateway.backend().publish(topic, "three");
    gateway.backend().publish(other, "second");
    String path = "/v1/topics/" + topic;
    List<String> polls = List.of(
        path + "?wait=60&cursor=" + one,
        path + "?cursor=" + one + "&wait=60",
        path + "?wait=60&cursor=" + two,
        path + "?wait=60&cursor=" + one,
        path + "?wait=59&cursor=" + one,
        path + "?wait=0&cursor=" + one,
        path + "?wait=0&cursor=" + one,
        "/v1/subscribe?wait=60&topic=" + topic + "&cursor=" + one,
        "/v1/topics/" + other + "?wait=60&cursor=" + first,
        path + "?wait=60&cursor=earliest",
        path + "?wait=60&cursor=earliest");
    double before = deliveredByPolls();
    List<RawResponse> together = new ArrayList<>();
    List<RawResponse> alone = new ArrayList<>();
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.send(polls.stream().map(PipeliningTest::get).collect(Collectors.joining()));
      polls.forEach(poll -> together.add(withoutDate(connection.response())));
    }
    double between = deliveredByPolls();
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      for (String poll : polls) {
        connection.send(get(poll));
        alone.add(withoutDate(connection.response()));
      }
    }

    assertThat(together).isEqualTo(alone);
    assertThat(together)
        .extracting(response -> PollAnswer.read(response.body()).texts())
        .startsWith(List.of("two", "three"), List.of("two", "three"), List.of("three"));
    assertThat(between - before).isEqualTo(deliveredByPolls() - between).isEqualTo(22);
  }

  private static double deliveredByPolls() {
    return gateway.backend().metrics().sum("sluice_messages_delivered_total", "poll\"");
  }

  private static RawResponse withoutDate(RawResponse response) {
    Map<String, List<String>> headers = new TreeMap<>(response.headers());
    headers.keySet().removeIf("date"::equalsIgnoreCase);
    return new RawResponse(response.status(), headers, response.body());
  }

  @Test
  void publishesInOrder() {
    String topic = gateway.newTopic();
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      requests.append(post(topic, "message " + i));
    }
    List<String> ids = new ArrayList<>();
    try (RawConnection connection = RawConnection.to(gateway.internalAddress())) {
      connection.send(requests.toString());
      for (int i = 0; i < 100; i++) {
        RawResponse response = connection.response();
        assertThat(response.status()).isEqualTo(201);
        ids.add(Published.read(response.body()).id());
      }
    }
    assertThat(held(topic)).extracting(message -> message.id()).isEqualTo(ids);
    assertThat(held(topic).get(99).text()).isEqualTo("message 99");
  }

  @Test
  void beginsAStreamAfterOtherRequests() {
    String topic = gateway.newTopic();
    RawConnection connection = RawConnection.to(gateway.publicAddress());
    connection.request("GET", "/v1/topics/" + topic + "?wait=0");
    assertThat(connection.response().status()).isEqualTo(200);
    var subscribe = gateway.subscription(topic);
    try (RawStream events = RawStream.open(connection, subscribe, "text/event-stream")) {
      gateway.backend().publish(topic, "text");
      assertThat(events.blockWithData()).contains("data: text");
    }
  }

  @Test
  void closesWhereItIsAskedTo() {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request("GET", "/v1/topics/a?wait=0", "Connection: close");
      RawResponse response = connection.response();

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("Connection")).isEqualToIgnoringCase("close");
      assertThat(connection.untilClosed()).isEmpty();
    }
  }

  @Test
  void answersNothingAfterARequestThatIsTheLast() {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.send("GET /v1/topics/a?wait=0 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
          + get("/v1/topics/a?wait=0"));
      assertThat(connection.response().status()).isEqualTo(200);
      assertThat(connection.untilClosed()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Host: x\r\n"})
  void servesOlderClients(String headerLine) {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.send("GET /v1/topics/a?wait=0 HTTP/1.0\r\n" + headerLine + "\r\n");
      assertThat(connection.response().status()).isEqualTo(200);
      assertThat(connection.untilClosed()).isEmpty();
    }
  }

  @Test
  void streamsToOlderClientsWithoutChunks() {
    String topic = gateway.newTopic();
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.send(
          "GET /v1/topics/" + topic + " HTTP/1.0\r\nAccept: application/x-ndjson\r\n\r\n");
      RawResponse head = connection.head();
      assertThat(head.header("Transfer-Encoding")).isEmpty();
      gateway.backend().publish(topic, "text");
      String line = connection.line();
      while (!line.startsWith("{\"topic\":")) {
        line = connection.line();
      }
      assertThat(line).contains("\"data\":\"text\"");
    }
  }

  @Test
  void takesTheAddressOfAProxyRequest() {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request("GET", "http://test/v1/topics/a?wait=0");
      assertThat(connection.response().status()).isEqualTo(200);
    }
  }

  @Test
  void takesEmptyLinesBeforeARequest() {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.send("\r\n" + get("/v1/topics/a?wait=0"));
      assertThat(connection.response().status()).isEqualTo(200);
      connection.send("\r\n" + get("/v1/topics/a?wait=0"));
      assertThat(connection.response().status()).isEqualTo(200);
    }
  }

  private static List<String> texts(RawConnection connection) {
    return PollAnswer.read(connection.response().body()).texts();
  }

  private static List<Received> held(String topic) {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request("GET", "/v1/topics/" + topic + "?wait=0&cursor=earliest");
      return PollAnswer.read(connection.response().body()).messages();
    }
  }

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }

  private static String post(String topic, String text) {
    return "POST /v1/topics/" + topic + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + text.length()
        + "\r\n\r\n" + text;
  }
}
