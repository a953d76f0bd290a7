package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.RawStream;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscribe;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is particular to server-sent events. */
@ContractTest
class EventStreamTest {
  @RegisterExtension
  static final Gateway gateway =
      Gateway.start(Settings.defaults().set("sluice.sse.retry", "1234ms"));

  @Test
  void beginsWithRetryAndId() {
    String topic = gateway.newTopic();
    Published seen = gateway.backend().publish(topic, "seen");
    try (RawStream events = RawStream.events(gateway, gateway.subscription(topic))) {
      assertThat(events.block()).containsExactlyInAnyOrder("retry: 1234", "id: " + seen.id());
    }
  }

  @Test
  void givesIdEventAndData() {
    String topic = gateway.newTopic();
    try (RawStream events = RawStream.events(gateway, gateway.subscription(topic))) {
      Published published = gateway.backend().publishEvent(topic, "tick", "one\ntwo");

      assertThat(events.blockWithData())
          .containsExactlyInAnyOrder(
              "id: " + published.id(), "event: tick", "data: one", "data: two")
          .containsSubsequence("data: one", "data: two");
    }
  }

  @Test
  void givesAGapAsAnEventOfItsOwn() {
    String topic = gateway.newTopic();
    try (RawStream events = RawStream.events(gateway, gateway.subscription(topic))) {
      gateway.backend().publish(topic, "seen");
      events.blockWithData();
      gateway.backend().delete(topic);

      assertThat(events.blockWithData())
          .contains("event: gap")
          .anyMatch(line -> line.startsWith("data: {\"gap\":{"));
    }
  }

  @Test
  void resumesFromLastEventId() {
    String topic = gateway.newTopic();
    Published seen = gateway.backend().publish(topic, "seen");
    gateway.backend().publish(topic, "missed");

    assertThat(firstData(gateway.subscription(topic), "Last-Event-ID: " + seen.id()))
        .isEqualTo("data: missed");
  }

  @Test
  void prefersLastEventIdToTheCursor() {
    String topic = gateway.newTopic();
    Published seen = gateway.backend().publish(topic, "seen");
    gateway.backend().publish(topic, "missed");
    Subscribe subscribe = gateway.subscription(topic).with("cursor", "earliest");

    assertThat(firstData(subscribe, "Last-Event-ID: " + seen.id())).isEqualTo("data: missed");
  }

  @Test
  void takesAnEmptyLastEventIdForNone() {
    String topic = gateway.newTopic();
    gateway.backend().publish(topic, "held");
    Subscribe subscribe = gateway.subscription(topic).with("cursor", "earliest");

    assertThat(firstData(subscribe, "Last-Event-ID:")).isEqualTo("data: held");
  }

  @Test
  void refusesALastEventIdThatIsNoCursor() {
    URI uri = gateway.subscription(gateway.newTopic()).uri();
    Problem problem =
        Problem.of(Http.get(uri, "Accept", "text/event-stream", "Last-Event-ID", "nonsense"));

    assertThat(problem.status()).isEqualTo(400);
  }

  private static String firstData(Subscribe subscribe, String header) {
    try (RawStream events = RawStream.events(gateway, subscribe, header)) {
      List<String> block = events.blockWithData();
      return block.stream().filter(line -> line.startsWith("data")).findFirst().orElseThrow();
    }
  }
}
