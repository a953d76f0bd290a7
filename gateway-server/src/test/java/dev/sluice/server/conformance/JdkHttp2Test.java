package dev.sluice.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Numbers;
import dev.sluice.server.contract.harness.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The JDK's client with many event streams on one HTTP/2 connection, by the upgrade. */
@ConformanceTest
class JdkHttp2Test {
  @RegisterExtension
  static final Gateway gateway =
      Gateway.startOnSystemClock(Settings.defaults().set("sluice.topics.max-bytes", "64MiB"));

  private static final int STREAMS = 80;
  private static final int ENOUGH_TO_FILL_A_WINDOW = 300;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

  @Test
  void carriesManyStreamsOnOneConnection() {
    double others = gateway.backend().metrics().sum("sluice_connections_open");
    connect();
    List<EventLines> streams = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      streams.add(open("many-" + i, EventLines.reading()));
    }
    assertThat(gateway.backend().metrics().sum("sluice_connections_open")).isEqualTo(others + 1);
    for (int i = 0; i < STREAMS; i++) {
      gateway.backend().publish("many-" + i, "to " + i);
    }
    for (int i = 0; i < STREAMS; i++) {
      assertThat(streams.get(i).data(1)).containsExactly("to " + i);
    }
    streams.forEach(EventLines::close);
  }

  @Test
  void holdsNoStreamUpForOneThatDoesNotRead() {
    System.setProperty("jdk.httpclient.windowsize", "65536");
    connect();
    String topic = gateway.newTopic();
    EventLines slow = open(topic, EventLines.waiting());
    List<EventLines> siblings = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      siblings.add(open(topic, EventLines.reading()));
    }
    String large = "x".repeat(10_000);
    List<String> sent = new ArrayList<>();
    for (int number = 1; number <= ENOUGH_TO_FILL_A_WINDOW; number++) {
      sent.add(number + large);
      gateway.backend().publish(topic, number + large);
    }
    for (EventLines sibling : siblings) {
      assertThat(sibling.data(sent.size()).equals(sent)).isTrue();
    }
    slow.read();
    assertThat(slow.data(sent.size()).equals(sent)).isTrue();
    siblings.forEach(EventLines::close);
    slow.close();
  }

  @Test
  void pollsSideBySide() {
    connect();
    String topic = gateway.newTopic();
    gateway.backend().publishNumbers(topic, 1, 3);
    URI uri = gateway.publicUrl().resolve("/v1/topics/" + topic + "?wait=0&cursor=earliest");
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      answers.add(client.sendAsync(
          HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()));
    }
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(Await.value(answer).version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(Await.value(answer).body()).contains(Numbers.between(1, 3));
    }
  }

  /** Until there is a connection, each request would open one of its own. */
  private void connect() {
    HttpRequest request = HttpRequest.newBuilder(gateway.publicUrl().resolve("/v1/topics/a?wait=0"))
        .build();
    Await.value(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
  }

  private EventLines open(String topic, EventLines lines) {
    HttpRequest request = HttpRequest.newBuilder(gateway.publicUrl().resolve("/v1/topics/" + topic))
        .header("Accept", "text/event-stream")
        .build();
    lines.open(client, request);
    return lines;
  }
}
