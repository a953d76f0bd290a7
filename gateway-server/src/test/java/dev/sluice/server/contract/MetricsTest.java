package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Metrics;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics that the contract names are there, and move; and the health pages. */
@ContractTest
class MetricsTest {
  @RegisterExtension
  static final Gateway gateway =
      Gateway.start(Settings.defaults().set("sluice.topics.max-messages", "10"));

  @Test
  void hasEveryNameOfTheContract() {
    String topic = gateway.newTopic();
    Published seen = gateway.backend().publish(topic, "seen");
    gateway.backend().publishNumbers(topic, 1, 20);
    try (Subscriber subscriber =
        Mode.SSE_JSON.subscribe(gateway.publicUrl(), List.of(topic), seen.id())) {
      subscriber.inbox().gap();
      subscriber.inbox().messages(10);
      gateway.backend().publish(topic, "live");
      subscriber.inbox().message();
    }
    Http.get(gateway.publicUrl().resolve("/v1/topics/a..b"));
    Metrics metrics = gateway.backend().metrics();

    for (String name : List.of(
        "sluice_connections",
        "sluice_messages_published_total",
        "sluice_messages_delivered_total",
        "sluice_gaps_total",
        "sluice_refused_total",
        "sluice_delivery_seconds_bucket",
        "sluice_delivery_seconds_count",
        "sluice_delivery_seconds_sum",
        "sluice_topics",
        "sluice_ring_bytes")) {
      assertThat(metrics.has(name)).as(name).isTrue();
    }
    assertThat(metrics.sum("sluice_messages_delivered_total", "transport=\"sse\""))
        .isPositive();
    assertThat(metrics.sum("sluice_gaps_total", "reason=\"overrun\"")).isPositive();
    assertThat(metrics.sum("sluice_refused_total", "reason=\"")).isPositive();
  }

  @Test
  void isInTheTextFormatOfPrometheus() {
    HttpResponse<String> response = Http.get(gateway.internalUrl().resolve("/metrics"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(response.body()).contains("# TYPE sluice_delivery_seconds histogram");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"POLL", "POLL_HTTP_2"})
  void countsConnectionsByTransport(Mode mode) {
    String label = "transport=\"" + mode.transport() + "\"";
    String topic = gateway.newTopic();
    double before = gateway.backend().metrics().sum("sluice_connections", label);
    Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null);
    awaitSum("sluice_connections", label, before + 1);
    subscriber.close();
    awaitSum("sluice_connections", label, before);
  }

  @ParameterizedTest
  @EnumSource
  void countsDeliveriesByTransport(Mode mode) {
    String label = "transport=\"" + mode.transport() + "\"";
    String topic = gateway.newTopic();
    double before = gateway.backend().metrics().sum("sluice_messages_delivered_total", label);
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      gateway.backend().publishNumbers(topic, 1, 5);
      subscriber.inbox().messages(5);
    }
    awaitSum("sluice_messages_delivered_total", label, before + 5);
  }

  @Test
  void countsWhatIsPublished() {
    double before = gateway.backend().metrics().sum("sluice_messages_published_total");
    gateway.backend().publishNumbers(gateway.newTopic(), 1, 5);
    gateway.backend().publish(gateway.newTopic(), "one more");

    assertThat(gateway.backend().metrics().sum("sluice_messages_published_total"))
        .isEqualTo(before + 6);
  }

  @Test
  void countsGapsByReason() {
    String topic = gateway.newTopic();
    Published seen = gateway.backend().publish(topic, "seen");
    Metrics before = gateway.backend().metrics();
    gateway.backend().publishNumbers(topic, 1, 20);
    try (Subscriber subscriber =
        Mode.STREAM.subscribe(gateway.publicUrl(), List.of(topic), seen.id())) {
      subscriber.inbox().gap();
      subscriber.inbox().messages(10);
      gateway.backend().delete(topic);
      subscriber.inbox().gap();
    }
    for (String label : List.of("reason=\"overrun\"", "reason=\"epoch\"")) {
      awaitSum("sluice_gaps_total", label, before.sum("sluice_gaps_total", label) + 1);
    }
  }

  @Test
  void countsRefusals() {
    double before = gateway.backend().metrics().sum("sluice_refused_total");
    Http.get(gateway.publicUrl().resolve("/v1/topics/a..b"));

    Await.until(
        "a refusal is counted",
        () -> gateway.backend().metrics().sum("sluice_refused_total") > before);
  }

  @Test
  void timesDeliveries() {
    String topic = gateway.newTopic();
    double before = gateway.backend().metrics().sum("sluice_delivery_seconds_count");
    try (Subscriber subscriber =
        Mode.WS_JSON.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      Await.until("a delivery is timed", () -> {
        gateway.backend().publish(topic, "one"); // the first may come while it is still catching up
        subscriber.inbox().message();
        return gateway.backend().metrics().sum("sluice_delivery_seconds_count") > before;
      });
    }
  }

  @Test
  void measuresTopicsAndRings() {
    Metrics before = gateway.backend().metrics();
    String topic = gateway.newTopic();
    gateway.backend().publish(topic, "x".repeat(1000));
    Metrics after = gateway.backend().metrics();

    assertThat(after.sum("sluice_topics")).isEqualTo(before.sum("sluice_topics") + 1);
    assertThat(after.sum("sluice_ring_bytes"))
        .isGreaterThanOrEqualTo(before.sum("sluice_ring_bytes") + 1000);
    gateway.backend().delete(topic);
    assertThat(gateway.backend().metrics().sum("sluice_ring_bytes"))
        .isEqualTo(before.sum("sluice_ring_bytes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready"})
  void isHealthy(String path) {
    assertThat(Http.get(gateway.internalUrl().resolve(path)).statusCode()).isEqualTo(200);
  }

  private static void awaitSum(String name, String label, double expected) {
    Await.until(
        name + "{" + label + "} is " + expected,
        () -> gateway.backend().metrics().sum(name, label) == expected);
  }
}
