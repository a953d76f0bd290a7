package dev.sluice.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.topic.InvalidCursorException;
import dev.sluice.core.topic.InvalidTopicException;
import dev.sluice.server.http.OneRequest;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Query;
import dev.sluice.server.http.Response;
import dev.sluice.server.loop.LoopByHand;
import dev.sluice.server.transport.Published;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators are told about topics. */
class TopicAdminTest {
  private final LoopByHand loop = LoopByHand.begin();
  private final TopicAdmin admin = new TopicAdmin(loop.topics());

  @Test
  void tellsWhatATopicHolds() throws IOException {
    publish("a.b", "1", "22", "333");

    assertThat(json(admin.info("a.b")))
        .isEqualTo(new ObjectMapper()
            .readTree("{\"topic\":\"a.b\",\"messages\":3,\"bytes\":6,\"first\":\"" + id("a.b", 1)
                + "\",\"last\":\"" + id("a.b", 3)
                + "\",\"subscribers\":{\"ws\":0,\"sse\":0,\"stream\":0,\"longpoll\":0}}"));
  }

  @Test
  void tellsTheOldestThatIsHeld() throws IOException {
    for (int i = 0; i < LoopByHand.MAX_MESSAGES + 5; i++) {
      publish("a", "x");
    }
    JsonNode topic = json(admin.info("a"));

    assertThat(topic.get("first").textValue()).isEqualTo(id("a", 6));
    assertThat(topic.get("last").textValue()).isEqualTo(id("a", LoopByHand.MAX_MESSAGES + 5));
    assertThat(topic.get("messages").intValue()).isEqualTo(LoopByHand.MAX_MESSAGES);
  }

  @Test
  void writesTheSameInEveryLocale() throws IOException {
    publish("a", "1");
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(json(admin.info("a")).get("messages").intValue()).isEqualTo(1);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void knowsNoTopicThatNobodyCouldTell() {
    loop.topics().topic("made-but-empty");

    assertNotFound(() -> admin.info("made-but-empty"));
    assertNotFound(() -> admin.info("never-made"));
    assertNotFound(() -> admin.history("never-made", query("")));
    assertNotFound(() -> admin.delete("never-made"));
    assertThat(loop.topics().find("never-made")).isNull();
  }

  @Test
  void deletesATopic() {
    publish("a", "1");

    assertThat(answer(admin.delete("a"))).startsWith("HTTP/1.1 204 ");
    assertNotFound(() -> admin.info("a"));
    assertNotFound(() -> admin.delete("a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a..b", "a b"})
  void refusesNamesOfNoTopic(String name) {
    assertThatThrownBy(() -> admin.info(name)).isInstanceOf(InvalidTopicException.class);
    assertThatThrownBy(() -> admin.delete(name)).isInstanceOf(InvalidTopicException.class);
    assertThatThrownBy(() -> admin.history(name, query("")))
        .isInstanceOf(InvalidTopicException.class);
  }

  @Test
  void listsTopicsByNameAPageAtATime() throws IOException {
    for (String topic : List.of("c", "a", "e", "b", "d")) {
      publish(topic, "1");
    }
    loop.topics().topic("aa-empty");

    JsonNode first = json(admin.list(query("limit=2")));
    assertThat(names(first)).containsExactly("a", "b");
    assertThat(first.get("next").textValue()).isEqualTo("b");
    JsonNode second = json(admin.list(query("limit=2&after=b")));
    assertThat(names(second)).containsExactly("c", "d");
    JsonNode third = json(admin.list(query("limit=2&after=d")));
    assertThat(names(third)).containsExactly("e");
    assertThat(third.has("next")).isFalse();
  }

  @Test
  void listsNoTopics() throws IOException {
    assertThat(json(admin.list(query(""))).toString()).isEqualTo("{\"topics\":[]}");
  }

  @Test
  void saysNothingOfANextPageWhereThisIsJustFull() throws IOException {
    publish("a", "1");
    publish("b", "1");

    assertThat(json(admin.list(query("limit=2"))).has("next")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "", "x", "1.5", "9999999999"})
  void refusesALimitThatIsNone(String limit) {
    publish("a", "1");

    assertThatThrownBy(() -> admin.list(query("limit=" + limit)))
        .isInstanceOf(ProblemException.class)
        .hasMessage("limit is to be a number from 1");
    assertThatThrownBy(() -> admin.history("a", query("limit=" + limit)))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void givesWhatIsHeldFromTheOldestOn() throws IOException {
    publish("a", "1", "2", "3");
    JsonNode all = json(admin.history("a", query("")));
    assertThat(data(all)).containsExactly("1", "2", "3");
    assertThat(all.get("cursor").textValue()).isEqualTo(id("a", 3));

    JsonNode first = json(admin.history("a", query("limit=2")));
    assertThat(data(first)).containsExactly("1", "2");
    String cursor = first.get("cursor").textValue();
    assertThat(data(json(admin.history("a", query("cursor=" + cursor))))).containsExactly("3");
    assertThat(data(json(admin.history("a", query("cursor=-1"))))).containsExactly("3");
    assertThat(data(json(admin.history("a", query("cursor="))))).hasSize(3);
  }

  @Test
  void tellsAGapInHistory() throws IOException {
    publish("a", "1");
    String old = id("a", 1);
    loop.topics().delete("a");
    publish("a", "again");
    JsonNode answer = json(admin.history("a", query("cursor=" + old)));

    assertThat(answer.get("gaps").get(0).get("reason").textValue()).isEqualTo("epoch");
    assertThat(data(answer)).containsExactly("again");
  }

  @Test
  void refusesACursorThatIsNone() {
    publish("a", "1");

    assertThatThrownBy(() -> admin.history("a", query("cursor=x")))
        .isInstanceOf(InvalidCursorException.class);
  }

  private void publish(String topic, String... texts) {
    for (String text : texts) {
      loop.append(topic, Published.text(text));
    }
  }

  private String id(String topic, long offset) {
    return loop.topics().topic(topic).position(offset).text();
  }

  private static Query query(String parameters) {
    return Query.parse("/?" + parameters, false);
  }

  private static void assertNotFound(Runnable run) {
    assertThatThrownBy(run::run)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(404));
  }

  private JsonNode json(Response response) throws IOException {
    String answer = answer(response);
    assertThat(answer)
        .startsWith("HTTP/1.1 200 ")
        .contains("\r\nContent-Type: application/json\r\n");
    return new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
  }

  private String answer(Response response) {
    try (OneRequest request = OneRequest.on(loop, "GET", "/")) {
      request.exchange().respond(response);
      return request.answer();
    }
  }

  private static List<String> names(JsonNode page) {
    List<String> names = new ArrayList<>();
    page.get("topics").forEach(topic -> names.add(topic.get("topic").textValue()));
    return names;
  }

  private static List<String> data(JsonNode answer) {
    List<String> data = new ArrayList<>();
    answer.get("messages").forEach(message -> data.add(message.get("data").textValue()));
    return data;
  }
}
