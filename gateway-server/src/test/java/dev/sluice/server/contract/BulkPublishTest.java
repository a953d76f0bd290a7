package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawJson;
import dev.sluice.server.contract.harness.RawResponse;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many messages in one request, a line each, each with its own answer. */
@ContractTest
class BulkPublishTest {
  private static final String NDJSON = "application/x-ndjson";

  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults()
      .set("sluice.limits.message-bytes", "2000B")
      .set("sluice.limits.bulk-bytes", "100kB"));

  @Test
  void answersEachLineInOrder() {
    String topic = gateway.newTopic();
    try (Subscriber subscriber = Mode.STREAM.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      HttpResponse<String> response = post(line(topic, "1") + line(topic, "2") + line(topic, "3"));

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(NDJSON);
      List<String> ids = response
          .body()
          .lines()
          .map(line -> Published.readAll(line).get(0).id())
          .toList();
      assertThat(subscriber.inbox().messages(3))
          .extracting(message -> message.id())
          .containsExactlyElementsOf(ids);
    }
  }

  @Test
  void goesOnAfterABadLine() {
    String topic = gateway.newTopic();
    List<String> bad = List.of(
        "nonsense\n",
        "{}\n",
        line("a..b", "1"),
        "{\"topics\":[\"" + topic + "\"]}\n",
        line(topic, "\"" + "x".repeat(2000) + "\""),
        "{\"topics\":[\"" + topic + "\",\"a..b\"],\"data\":1}\n",
        "\u0007bell\n");
    try (Subscriber subscriber = Mode.STREAM.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      StringBuilder body = new StringBuilder();
      for (int i = 0; i < bad.size(); i++) {
        body.append(line(topic, Integer.toString(i))).append(bad.get(i));
      }
      List<String> answers = post(body.toString()).body().lines().toList();

      assertThat(answers).hasSize(2 * bad.size());
      for (int i = 0; i < bad.size(); i++) {
        assertThat(Published.readAll(answers.get(2 * i))).hasSize(1);
        checkError(answers.get(2 * i + 1), i == 4 ? 413 : 400);
        assertThat(subscriber.inbox().message().text()).isEqualTo(Integer.toString(i));
      }
    }
  }

  @Test
  void takesALastLineWithoutAnEnd() {
    String topic = gateway.newTopic();
    String body = line(topic, "1") + line(topic, "2").strip();

    assertThat(post(body).body().lines()).hasSize(2);
  }

  @Test
  void takesLinesThatEndLikeInAnInternetMessage() {
    String topic = gateway.newTopic();
    String body = (line(topic, "1") + line(topic, "2")).replace("\n", "\r\n");
    List<String> answers = post(body).body().lines().toList();

    assertThat(answers).hasSize(2);
    answers.forEach(answer -> assertThat(Published.readAll(answer)).hasSize(1));
  }

  @Test
  void takesALineToSeveralTopics() {
    List<String> topics = gateway.newTopics(2);
    String body = "{\"topics\":[\"" + String.join("\",\"", topics) + "\"],\"data\":1}\n";

    assertThat(Published.readAll(post(body).body().strip()))
        .extracting(Published::topic)
        .containsExactlyElementsOf(topics);
  }

  @Test
  void takesLinesInPieces() {
    String topic = gateway.newTopic();
    String body = line(topic, "\"é😀\"") + "nonsense\n" + line(topic, "2");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (RawConnection connection = RawConnection.to(gateway.internalAddress())) {
      connection.request(
          "POST", "/v1/publish", "Content-Type: " + NDJSON, "Transfer-Encoding: chunked");
      for (byte b : bytes) {
        connection.send((byte) '1', (byte) '\r', (byte) '\n', b, (byte) '\r', (byte) '\n');
      }
      connection.send("0\r\n\r\n");
      RawResponse response = connection.response();
      List<String> answers = response.body().lines().toList();

      assertThat(response.status()).isEqualTo(200);
      assertThat(answers).hasSize(3);
      assertThat(Published.readAll(answers.get(0))).hasSize(1);
      checkError(answers.get(1), 400);
      assertThat(Published.readAll(answers.get(2))).hasSize(1);
    }
  }

  @Test
  void takesManyRequestsOfManyLines() {
    String topic = gateway.newTopic();
    List<Published> published = new ArrayList<>();
    for (int round = 0; round < 10; round++) {
      StringBuilder body = new StringBuilder();
      for (int i = 0; i < 100; i++) {
        body.append(line(topic, Integer.toString(i)));
      }
      post(body.toString()).body().lines().forEach(l -> published.addAll(Published.readAll(l)));
    }
    assertThat(published).hasSize(1000).doesNotHaveDuplicates();
  }

  @Test
  void takesNoLines() {
    HttpResponse<String> response = post("");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    String topic = gateway.newTopic();
    try (RawConnection connection = RawConnection.to(gateway.internalAddress())) {
      connection.request(
          "POST", "/v1/publish", "Content-Type: " + NDJSON, "Content-Length: 100001");
      assertThat(Problem.of(connection.response()).status()).isEqualTo(413);
    }
    assertThat(Http.get(gateway.backend().topicUrl(topic)).statusCode()).isEqualTo(404);
  }

  private static void checkError(String answer, int status) {
    JsonNode error = RawJson.tree(answer).path("error");

    assertThat(error.path("status").intValue()).as(answer).isEqualTo(status);
    assertThat(error.path("detail").asText()).as(answer).isNotEmpty();
  }

  private static HttpResponse<String> post(String body) {
    return Http.post(gateway.internalUrl().resolve("/v1/publish"), body, "Content-Type", NDJSON);
  }

  private static String line(String topic, String data) {
    return "{\"topics\":[" + RawJson.quoted(topic) + "],\"data\":" + data + "}\n";
  }
}
