package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.PollAnswer;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawResponse;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told.Received;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One message to one topic, or to several: all of them, or none. */
@ContractTest
class PublishTest {
  private static final int LIMIT = 2000;
  private static final String JSON = "application/json";

  @RegisterExtension
  static final Gateway gateway =
      Gateway.start(Settings.defaults().set("sluice.limits.message-bytes", LIMIT + "B"));

  @Test
  void answersWithTopicAndId() {
    String topic = gateway.newTopic();
    HttpResponse<String> response = Http.post(gateway.backend().topicUrl(topic), "text");

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(JSON);
    assertThat(Published.read(response.body()).topic()).isEqualTo(topic);
  }

  @Test
  void publishesToSeveralTopics() {
    List<String> topics = gateway.newTopics(3);
    try (Subscriber subscriber = Mode.SSE_JSON.subscribe(gateway.publicUrl(), topics, null)) {
      HttpResponse<String> response =
          publish(body(topics, "\"event\":\"tick\",\"data\":{\"n\":1.0}"));

      assertThat(response.statusCode()).isEqualTo(201);
      List<Published> published = Published.readAll(response.body());
      assertThat(published).extracting(Published::topic).containsExactlyElementsOf(topics);
      List<Received> received = subscriber.inbox().messages(3);
      assertThat(received)
          .extracting(Received::id)
          .containsExactlyInAnyOrderElementsOf(
              published.stream().map(Published::id).toList());
      assertThat(received).extracting(Received::text).containsOnly("{\"n\":1.0}");
      assertThat(received).extracting(Received::event).containsOnly("tick");
    }
  }

  @Test
  void publishesBinaryData() {
    String topic = gateway.newTopic();
    publish(body(List.of(topic), "\"data_base64\":\"/wA=\""));

    assertThat(held(topic)).singleElement().satisfies(message -> {
      assertThat(message.data()).isEqualTo(new byte[] {(byte) 0xff, 0});
    });
  }

  @Test
  void publishesToNoneWhereOneTopicIsBad() {
    List<String> topics = gateway.newTopics(2);
    HttpResponse<String> response =
        publish(body(List.of(topics.get(0), "a..b", topics.get(1)), "\"data\":1"));

    assertThat(Problem.of(response).status()).isEqualTo(400);
    assertThat(Problem.of(response).detail()).contains("topic");
    for (String topic : topics) {
      assertThat(Http.get(gateway.backend().topicUrl(topic)).statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"topics\":[\"a\"]}",
        "{\"data\":1}",
        "{\"topics\":[],\"data\":1}",
        "{\"topics\":\"a\",\"data\":1}",
        "{\"topics\":[1],\"data\":1}",
        "{\"topics\":[null],\"data\":1}",
        "{\"topics\":[\"a\"],\"data\":1,\"data_base64\":\"\"}",
        "{\"topics\":[\"a\"],\"data_base64\":\"?\"}",
        "{\"topics\":[\"a\"],\"data_base64\":7}",
        "{\"topics\":[\"a\"],\"data\":1,\"event\":7}",
        "{\"topics\":[\"a\"],\"data\":01}",
        "{\"topics\":[\"a\"],\"data\":1} x",
        "{\"topics\":[\"a\"],\"data\":1}{\"topics\":[\"a\"],\"data\":1}"
      })
  void refusesABodyOfAnotherForm(String body) {
    assertThat(Problem.of(publish(body)).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "multipart/form-data; boundary=x"})
  void refusesOtherContentTypesForSeveralTopics(String contentType) {
    String body = body(List.of(gateway.newTopic()), "\"data\":1");
    HttpResponse<String> response =
        Http.post(gateway.internalUrl().resolve("/v1/publish"), body, "Content-Type", contentType);

    assertThat(Problem.of(response).status()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nid: 7", "a\rdata: x", "\n"})
  void refusesAnEventOfSeveralLines(String event) {
    URI uri = gateway.internalUrl().resolve("/v1/topics/a?event=" + Http.encode(event));

    assertThat(Problem.of(Http.post(uri, "text")).status()).isEqualTo(400);
  }

  @Test
  void refusesAnEventOfSeveralLinesInABody() {
    HttpResponse<String> response =
        publish(body(List.of(gateway.newTopic()), "\"data\":1,\"event\":\"a\\nid: 7\""));

    assertThat(Problem.of(response).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", ".a", "a.", "a%20b", "a*", "%C3%A4", "%ff"})
  void refusesABadTopic(String topic) {
    URI uri = gateway.internalUrl().resolve("/v1/topics/" + topic);

    assertThat(Problem.of(Http.post(uri, "text")).status()).isEqualTo(400);
  }

  @Test
  void refusesDataThatIsTooLargeInABody() {
    String data = "\"" + "x".repeat(LIMIT) + "\"";
    HttpResponse<String> response = publish(body(List.of(gateway.newTopic()), "\"data\":" + data));

    assertThat(Problem.of(response).status()).isEqualTo(413);
    assertThat(Problem.of(response).detail()).contains(Integer.toString(LIMIT));
  }

  @Test
  void takesDataAtTheLimitInABody() {
    String data = "\"" + "x".repeat(LIMIT - 2) + "\"";
    HttpResponse<String> response = publish(body(List.of(gateway.newTopic()), "\"data\":" + data));

    assertThat(response.statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 100000000", "Content-Length: 2001"})
  void refusesATooLargeBodyBeforeItCame(String length) {
    try (RawConnection connection = RawConnection.to(gateway.internalAddress())) {
      connection.request("POST", "/v1/topics/a", length);
      RawResponse response = connection.response();

      assertThat(Problem.of(response).status()).isEqualTo(413);
      assertThat(Problem.of(response).detail()).contains(Integer.toString(LIMIT));
    }
  }

  @Test
  void refusesATooLargeBodyInChunks() {
    try (RawConnection connection = RawConnection.to(gateway.internalAddress())) {
      connection.request("POST", "/v1/topics/a", "Transfer-Encoding: chunked");
      connection.send("7D1\r\n" + "x".repeat(2001) + "\r\n");

      assertThat(Problem.of(connection.response()).status()).isEqualTo(413);
    }
  }

  @Test
  void takesABodyInChunks() {
    String topic = gateway.newTopic();
    try (RawConnection connection = RawConnection.to(gateway.internalAddress())) {
      connection.request("POST", "/v1/topics/" + topic, "Transfer-Encoding: chunked");
      connection.send("3\r\nin \r\n6;x=y\r\nchunks\r\n0\r\nTrailer: x\r\n\r\n");

      assertThat(connection.response().status()).isEqualTo(201);
      assertThat(held(topic)).extracting(Received::text).containsExactly("in chunks");
    }
  }

  @Test
  void asksForTheBodyWhereItIsExpectedTo() {
    try (RawConnection connection = RawConnection.to(gateway.internalAddress())) {
      connection.request("POST", "/v1/topics/a", "Content-Length: 4", "Expect: 100-continue");
      assertThat(connection.head().status()).isEqualTo(100);
      connection.send("text");
      assertThat(connection.response().status()).isEqualTo(201);
    }
  }

  @Test
  void doesNotAskForABodyThatIsTooLarge() {
    try (RawConnection connection = RawConnection.to(gateway.internalAddress())) {
      connection.request("POST", "/v1/topics/a", "Content-Length: 4000", "Expect: 100-continue");
      assertThat(Problem.of(connection.response()).status()).isEqualTo(413);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
  void refusesOtherMethods(String method) {
    HttpResponse<String> response = Http.send(method, gateway.internalUrl().resolve("/v1/publish"));

    assertThat(Problem.of(response).status()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow").orElse("")).contains("POST");
  }

  @Test
  void refusesOtherMethodsOfATopic() {
    HttpResponse<String> response = Http.send("PATCH", gateway.backend().topicUrl("a"));

    assertThat(Problem.of(response).status()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow").orElse(""))
        .contains("GET")
        .contains("POST")
        .contains("DELETE");
  }

  @Test
  void isUnavailableWhereThereIsNoRoomForATopic() {
    try (Gateway full = Gateway.start(Settings.defaults().set("sluice.topics.max-topics", "1"))) {
      full.backend().publish("a", "takes the only place");
      HttpResponse<String> response = Http.post(full.backend().topicUrl("b"), "text");

      assertThat(Problem.of(response).status()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
      full.backend().publish("a", "still taken");
    }
  }

  private static HttpResponse<String> publish(String body) {
    return Http.post(gateway.internalUrl().resolve("/v1/publish"), body, "Content-Type", JSON);
  }

  private static String body(List<String> topics, String members) {
    return "{\"topics\":[\"" + String.join("\",\"", topics) + "\"]," + members + "}";
  }

  private static List<Received> held(String topic) {
    URI uri =
        gateway.subscription(topic).with("cursor", "earliest").with("wait", "0").uri();
    return PollAnswer.read(Http.get(uri).body()).messages();
  }
}
