package dev.sluice.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Metrics;
import dev.sluice.server.contract.harness.Settings;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the dashboard and the alerts ask for, held against what a gateway tells. */
@ContractTest
class QueriesTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults());

  private static final Pattern METRIC =
      Pattern.compile("\\b((?:sluice|process|system|jvm)_[a-z_]+)(?:\\{([^}]*)\\})?");

  /** With values of its own, not those that Grafana puts in. */
  private static final Pattern LABEL = Pattern.compile("(\\w+)=~?\"([^\"$]+)\"");

  /** What Prometheus adds. */
  private static final Set<String> OUTER_LABELS = Set.of("job", "instance");

  private static Metrics metrics;

  /** A pause of the collector is told of from the first one on. */
  @BeforeAll
  static void scrape() {
    System.gc();
    Await.until(
        "a collection is told of",
        () -> gateway.backend().metrics().has("jvm_gc_pause_seconds_sum"));
    metrics = gateway.backend().metrics();
  }

  static List<String> queries() {
    List<String> queries = DeployFiles.tree("alerts.yml").findValuesAsText("expr");
    queries.addAll(DeployFiles.dashboardQueries());
    return queries;
  }

  @ParameterizedTest
  @MethodSource("queries")
  void askForWhatThereIs(String query) {
    List<MatchResult> asked = METRIC.matcher(query).results().toList();
    assertThat(asked.isEmpty()).isEqualTo(query.startsWith("up{"));
    for (MatchResult metric : asked) {
      assertThat(metrics.has(metric.group(1))).as(metric.group(1)).isTrue();
      if (metric.group(2) != null) {
        assertLabels(metric.group(1), metric.group(2));
      }
    }
  }

  private static void assertLabels(String metric, String labels) {
    for (MatchResult label : LABEL.matcher(labels).results().toList()) {
      if (!OUTER_LABELS.contains(label.group(1))) {
        for (String value : label.group(2).split("\\|", -1)) {
          String sample = label.group(1) + "=\"" + value + "\"";
          assertThat(metrics.has(metric, sample)).as(metric + sample).isTrue();
        }
      }
    }
  }

  static List<JsonNode> panels() {
    return DeployFiles.tree("grafana/dashboard.json").path("panels").findParents("targets");
  }

  /** By its unit nobody can tell a second from a byte any more. */
  @ParameterizedTest
  @MethodSource("panels")
  void areShownInAUnit(JsonNode panel) {
    assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotEmpty();
    assertThat(panel.path("title").asText()).isNotEmpty();
    assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
  }

  static List<JsonNode> alerts() {
    return DeployFiles.tree("alerts.yml").findParents("alert");
  }

  /** Whoever is woken finds what to do. */
  @ParameterizedTest
  @MethodSource("alerts")
  void areExplainedWhereTheyWakeSomebody(JsonNode alert) {
    String operations = DeployFiles.text(DeployFiles.ROOT.resolve("docs").resolve("operations.md"));

    assertThat(operations).contains("`" + alert.path("alert").asText() + "`");
    assertThat(alert.at("/labels/severity").asText()).isIn("page", "ticket");
    assertThat(alert.at("/annotations/summary").asText()).isNotEmpty();
  }
}
