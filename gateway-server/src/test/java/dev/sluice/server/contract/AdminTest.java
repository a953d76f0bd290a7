package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Numbers;
import dev.sluice.server.contract.harness.PollAnswer;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.RawJson;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators ask the internal listener, and do there. */
@ContractTest
class AdminTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults());

  @Test
  void tellsOfATopic() {
    String topic = gateway.newTopic();
    Published first = gateway.backend().publish(topic, "12345");
    Published last = gateway.backend().publish(topic, "678");
    JsonNode info = RawJson.tree(Http.get(gateway.backend().topicUrl(topic)).body());

    assertThat(info.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("topic", "messages", "bytes", "first", "last", "subscribers");
    assertThat(info.path("topic").textValue()).isEqualTo(topic);
    assertThat(info.path("messages").intValue()).isEqualTo(2);
    assertThat(info.path("bytes").intValue()).isEqualTo(8);
    assertThat(info.path("first").textValue()).isEqualTo(first.id());
    assertThat(info.path("last").textValue()).isEqualTo(last.id());
    assertThat(info.path("subscribers").toString())
        .isEqualTo("{\"ws\":0,\"sse\":0,\"stream\":0,\"longpoll\":0}");
  }

  @Test
  void countsSubscribersByTransport() {
    String topic = gateway.newTopic();
    List<Subscriber> subscribers = new ArrayList<>();
    try {
      for (Mode mode : Mode.values()) {
        subscribers.add(mode.subscribe(gateway.publicUrl(), List.of(topic), null));
      }
      gateway.backend().awaitSubscribers(topic, "ws", 3);
      gateway.backend().awaitSubscribers(topic, "sse", 3);
      gateway.backend().awaitSubscribers(topic, "stream", 2);
      gateway.backend().awaitSubscribers(topic, "longpoll", 2);
    } finally {
      subscribers.forEach(Subscriber::close);
    }
    for (String transport : List.of("ws", "sse", "stream", "longpoll")) {
      gateway.backend().awaitSubscribers(topic, transport, 0);
    }
    assertThat(Http.get(gateway.backend().topicUrl(topic)).statusCode()).isEqualTo(404);
  }

  @Test
  void listsTheTopics() {
    String topic = gateway.newTopic();
    gateway.backend().publish(topic, "held");
    HttpResponse<String> response = Http.get(gateway.internalUrl().resolve("/v1/topics"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(RawJson.tree(response.body()).toString())
        .contains('"' + topic + '"')
        .doesNotContain(gateway.newTopic());
  }

  @Test
  void givesTheHistoryInPages() {
    String topic = gateway.newTopic();
    List<Published> published = gateway.backend().publishNumbers(topic, 1, 5);
    PollAnswer first = history(topic, "?cursor=earliest&limit=3");
    assertThat(first.texts()).isEqualTo(Numbers.between(1, 3));
    assertThat(first.cursor()).isEqualTo(published.get(2).id());

    PollAnswer second = history(topic, "?limit=3&cursor=" + first.cursor());
    assertThat(second.texts()).isEqualTo(Numbers.between(4, 5));
    assertThat(second.cursor()).isEqualTo(published.get(4).id());

    assertThat(history(topic, "?limit=3&cursor=" + second.cursor()).texts()).isEmpty();
    assertThat(history(topic, "?cursor=-2").texts()).isEqualTo(Numbers.between(4, 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cursor=nonsense", "limit=x", "limit=-1"})
  void refusesABadPage(String query) {
    String topic = gateway.newTopic();
    gateway.backend().publish(topic, "held");
    URI uri = gateway.internalUrl().resolve("/v1/topics/" + topic + "/messages?" + query);

    assertThat(Problem.of(Http.get(uri)).status()).isEqualTo(400);
  }

  @Test
  void deletesATopic() {
    String topic = gateway.newTopic();
    gateway.backend().publish(topic, "gone");
    gateway.backend().delete(topic);

    assertThat(Http.get(gateway.backend().topicUrl(topic)).statusCode()).isEqualTo(404);
    assertThat(Http.send("DELETE", gateway.backend().topicUrl(topic)).statusCode())
        .isEqualTo(404);
  }

  @Test
  void forgetsWhatADeletedTopicHeld() {
    String topic = gateway.newTopic();
    gateway.backend().publish(topic, "gone");
    gateway.backend().delete(topic);
    gateway.backend().publish(topic, "new life");

    assertThat(history(topic, "?cursor=earliest").texts()).containsExactly("new life");
  }

  @Test
  void knowsNoTopicThatIsNotThere() {
    String topic = gateway.newTopic();
    URI messages = gateway.internalUrl().resolve("/v1/topics/" + topic + "/messages");

    assertThat(Problem.of(Http.get(gateway.backend().topicUrl(topic))).status()).isEqualTo(404);
    assertThat(
            Problem.of(Http.send("DELETE", gateway.backend().topicUrl(topic))).status())
        .isEqualTo(404);
    assertThat(Problem.of(Http.get(messages)).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1", "/v2/topics", "/v1/topics/a/b", "/v1/subscribe", "/metrics/a", "/health"})
  void knowsNoOtherPaths(String path) {
    assertThat(Problem.of(Http.get(gateway.internalUrl().resolve(path))).status())
        .isEqualTo(404);
  }

  private static PollAnswer history(String topic, String query) {
    URI uri = gateway.internalUrl().resolve("/v1/topics/" + topic + "/messages" + query);
    return PollAnswer.read(Http.get(uri).body());
  }
}
