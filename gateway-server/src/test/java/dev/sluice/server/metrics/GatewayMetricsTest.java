package dev.sluice.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.metrics.GapReason;
import dev.sluice.core.metrics.Transport;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures, as Prometheus collects them. */
class GatewayMetricsTest {
  @AutoClose
  private final Scrape scrape = new Scrape();

  private final GatewayMetrics metrics = new GatewayMetrics(scrape.registry());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sluice_messages_published_total 0.0",
        "sluice_bytes_published_total 0.0",
        "sluice_connections{transport=\"ws\"} 0.0",
        "sluice_connections{transport=\"sse\"} 0.0",
        "sluice_connections{transport=\"stream\"} 0.0",
        "sluice_connections{transport=\"longpoll\"} 0.0",
        "sluice_messages_delivered_total{transport=\"ws\"} 0.0",
        "sluice_messages_delivered_total{transport=\"sse\"} 0.0",
        "sluice_messages_delivered_total{transport=\"stream\"} 0.0",
        "sluice_messages_delivered_total{transport=\"longpoll\"} 0.0",
        "sluice_messages_delivered_total{transport=\"poll\"} 0.0",
        "sluice_bytes_delivered_total{transport=\"ws\"} 0.0",
        "sluice_gaps_total{reason=\"overrun\"} 0.0",
        "sluice_gaps_total{reason=\"epoch\"} 0.0",
        "sluice_refused_total{reason=\"bad-request\"} 0.0",
        "sluice_refused_total{reason=\"silent\"} 0.0",
        "sluice_subscribers_blocked 0.0",
        "sluice_delivery_seconds_bucket{le=\"0.001\"} 0",
        "sluice_delivery_seconds_bucket{le=\"+Inf\"} 0",
        "sluice_delivery_seconds_count 0",
        "sluice_delivery_seconds_sum 0.0",
        "sluice_event_loop_delay_seconds_count 0"
      })
  void areThereFromTheStart(String line) {
    assertThat(scrape.text().lines()).contains(line);
  }

  @Test
  void sayWhatTheyAre() {
    assertThat(scrape.text().lines())
        .contains(
            "# TYPE sluice_delivery_seconds histogram",
            "# TYPE sluice_connections gauge",
            "# TYPE sluice_refused_total counter")
        .anyMatch(line -> line.startsWith("# HELP sluice_messages_published_total "));
  }

  @Test
  void countWhatIsPublished() {
    metrics.onPublished(10);
    metrics.onPublished(5);

    assertThat(value("sluice_messages_published_total")).isEqualTo(2);
    assertThat(value("sluice_bytes_published_total")).isEqualTo(15);
  }

  @ParameterizedTest
  @EnumSource
  void countWhatIsDeliveredByEachTransport(Transport transport) {
    metrics.onDelivered(transport, 3, 100);
    metrics.onDelivered(transport, 0, 0);

    assertThat(value("sluice_messages_delivered_total{transport=\"" + transport.label() + "\"}"))
        .isEqualTo(3);
    assertThat(value("sluice_bytes_delivered_total{transport=\"" + transport.label() + "\"}"))
        .isEqualTo(100);
  }

  @Test
  void countWhoComesAndGoes() {
    metrics.onConnections(Transport.SSE, 1);
    metrics.onConnections(Transport.SSE, 1);
    metrics.onConnections(Transport.SSE, -1);

    assertThat(value("sluice_connections{transport=\"sse\"}")).isEqualTo(1);
    assertThat(value("sluice_connections{transport=\"ws\"}")).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void countGapsByReason(GapReason reason) {
    metrics.onGap(reason);

    assertThat(value("sluice_gaps_total{reason=\"" + reason.label() + "\"}")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void countRefusalsByReason(Refusal reason) {
    metrics.onRefused(reason);

    assertThat(value("sluice_refused_total{reason=\"" + reason.label() + "\"}")).isEqualTo(1);
  }

  @Test
  void countAProblemByItsStatus() {
    metrics.onRefused(Problem.notFound("x"));

    assertThat(value("sluice_refused_total{reason=\"not-found\"}")).isEqualTo(1);
  }

  @Test
  void timeDeliveries() {
    metrics.onDrained(Duration.ofMillis(3).toNanos());

    assertThat(value("sluice_delivery_seconds_bucket{le=\"0.0025\"}")).isZero();
    assertThat(value("sluice_delivery_seconds_bucket{le=\"0.005\"}")).isEqualTo(1);
    assertThat(value("sluice_delivery_seconds_sum")).isEqualTo(0.003);
  }

  @Test
  void countWhoIsBlocked() {
    metrics.onBlocked(1);
    metrics.onBlocked(1);
    metrics.onBlocked(-1);

    assertThat(value("sluice_subscribers_blocked")).isEqualTo(1);
  }

  @Test
  void showNumbersThatAreLookedUp() {
    metrics.gauge("sluice.topics", "Topics", () -> 42);

    assertThat(value("sluice_topics")).isEqualTo(42);
  }

  private double value(String name) {
    return scrape
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }
}
