package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Numbers;
import dev.sluice.server.contract.harness.PollAnswer;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscribe;
import dev.sluice.server.contract.harness.Told.Received;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that are answered at once. */
@ContractTest
class PollTest {
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>; *rel=\"?next\"?");

  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults());

  @Test
  void answersAtOnceWithACursor() {
    String topic = gateway.newTopic();
    HttpResponse<String> response = poll(topic);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).startsWith("application/json");
    assertThat(PollAnswer.read(response.body()).messages()).isEmpty();
    assertThat(PollAnswer.read(response.body()).gaps()).isEmpty();
  }

  @Test
  void makesNoTopicThatOthersCanSee() {
    String topic = gateway.newTopic();
    poll(topic);

    assertThat(Http.get(gateway.backend().topicUrl(topic)).statusCode()).isEqualTo(404);
  }

  @Test
  void givesTheCursorAsAnEntityTag() {
    String topic = gateway.newTopic();
    gateway.backend().publish(topic, "one");
    HttpResponse<String> response = poll(topic);
    String cursor = PollAnswer.read(response.body()).cursor();

    assertThat(header(response, "ETag")).isEqualTo('"' + cursor + '"');
  }

  @Test
  void linksToWhatComesNext() {
    String topic = gateway.newTopic();
    HttpResponse<String> first = poll(topic);
    gateway.backend().publish(topic, "one");
    Matcher link = NEXT.matcher(header(first, "Link"));
    assertThat(link.matches()).as(header(first, "Link")).isTrue();
    URI next = first.uri().resolve(link.group(1));
    HttpResponse<String> second = Http.get(next);

    assertThat(PollAnswer.read(second.body()).texts()).containsExactly("one");
    assertThat(next.getRawQuery()).contains("cursor=");
  }

  @Test
  void linksToTheNextOfTheSamePollForSeveralTopics() {
    String one = gateway.newTopic();
    String other = "a+b~" + gateway.newTopic();
    URI uri = gateway.subscription(one, other).with("wait", "0").uri();
    HttpResponse<String> first = Http.get(uri);
    gateway.backend().publish(one, "one");
    gateway.backend().publish(other, "other");
    Matcher link = NEXT.matcher(header(first, "Link"));
    assertThat(link.matches()).as(header(first, "Link")).isTrue();
    HttpResponse<String> second = Http.get(uri.resolve(link.group(1)));

    assertThat(PollAnswer.read(second.body()).texts()).containsExactlyInAnyOrder("one", "other");
  }

  @Test
  void answersNotModifiedWhereNothingIsNew() {
    String topic = gateway.newTopic();
    String tag = header(poll(topic), "ETag");
    HttpResponse<String> response = poll(topic, "If-None-Match", tag);

    assertThat(response.statusCode()).isEqualTo(304);
    assertThat(response.body()).isEmpty();
    assertThat(header(response, "ETag")).isEqualTo(tag);
    assertThat(header(response, "Cache-Control")).isNotEmpty();
  }

  @Test
  void takesAnEntityTagForTheCursor() {
    String topic = gateway.newTopic();
    Published one = gateway.backend().publish(topic, "one");
    gateway.backend().publish(topic, "two");
    HttpResponse<String> response = poll(topic, "If-None-Match", '"' + one.id() + '"');

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(PollAnswer.read(response.body()).texts()).containsExactly("two");
  }

  @Test
  void takesAnEntityTagThatAProxyMadeWeak() {
    String topic = gateway.newTopic();
    String tag = header(poll(topic), "ETag");

    assertThat(poll(topic, "If-None-Match", "W/" + tag).statusCode()).isEqualTo(304);
  }

  @Test
  void prefersTheCursorToTheEntityTag() {
    String topic = gateway.newTopic();
    gateway.backend().publish(topic, "one");
    Published two = gateway.backend().publish(topic, "two");
    URI uri =
        gateway.subscription(topic).with("wait", "0").with("cursor", "earliest").uri();
    HttpResponse<String> response = Http.get(uri, "If-None-Match", '"' + two.id() + '"');

    // What it would send is not what the tag names: an answer, not 304.
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(PollAnswer.read(response.body()).texts()).containsExactly("one", "two");
  }

  @Test
  void answersNotModifiedWhereCursorAndEntityTagAreTheSame() {
    String topic = gateway.newTopic();
    String cursor = PollAnswer.read(poll(topic).body()).cursor();
    URI uri =
        gateway.subscription(topic).with("wait", "0").with("cursor", cursor).uri();

    assertThat(Http.get(uri, "If-None-Match", '"' + cursor + '"').statusCode()).isEqualTo(304);
  }

  @Test
  void mayBeRevalidatedByCaches() {
    HttpResponse<String> response = poll(gateway.newTopic());

    assertThat(header(response, "Cache-Control")).isNotEmpty().doesNotContain("no-store");
  }

  @Test
  void pagesThroughALongHistoryWithoutLoss() {
    String topic = gateway.newTopic();
    gateway.backend().publishNumbers(topic, 1, 1000);
    List<String> texts = new ArrayList<>();
    String cursor = "earliest";
    while (texts.size() < 1000) {
      URI uri =
          gateway.subscription(topic).with("wait", "0").with("cursor", cursor).uri();
      PollAnswer answer = PollAnswer.read(Http.get(uri).body());
      assertThat(answer.messages()).isNotEmpty();
      texts.addAll(answer.texts());
      cursor = answer.cursor();
    }
    assertThat(texts).isEqualTo(Numbers.between(1, 1000));
  }

  @Test
  void pagesThroughSeveralTopicsWithoutLoss() {
    List<String> topics = gateway.newTopics(3);
    topics.forEach(topic -> gateway.backend().publishNumbers(topic, 1, 900));
    List<Received> received = new ArrayList<>();
    String cursor = "earliest";
    while (received.size() < 2700) {
      URI uri = Subscribe.to(gateway.publicUrl(), topics)
          .with("wait", "0")
          .with("cursor", cursor)
          .uri();
      PollAnswer answer = PollAnswer.read(Http.get(uri).body());
      assertThat(answer.messages()).isNotEmpty();
      received.addAll(answer.messages());
      cursor = answer.cursor();
    }
    for (String topic : topics) {
      assertThat(received)
          .filteredOn(message -> topic.equals(message.topic()))
          .extracting(Received::text)
          .containsExactlyElementsOf(Numbers.between(1, 900));
    }
  }

  private static HttpResponse<String> poll(String topic, String... headers) {
    return Http.get(gateway.subscription(topic).with("wait", "0").uri(), headers);
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
