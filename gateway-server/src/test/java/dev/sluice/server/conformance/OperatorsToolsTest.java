package dev.sluice.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.deploy.DeployFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The files for operators, as the tools take them that they are for. */
@ConformanceTest
class OperatorsToolsTest {
  private static final Duration AT_MOST = Duration.ofMinutes(1);
  private static final Path TESTS = Path.of("src", "test", "resources", "deploy");

  /** Out of ten; where a unit is left as it comes, it is more than nine. */
  private static final String MOST_EXPOSURE = "20";

  /** In place of what it runs, which has to be there: the launcher of this repository. */
  @Test
  void systemdTakesTheUnit() throws IOException {
    Path unit = DeployFiles.path("systemd/sluice.service");
    String launcher = DeployFiles.ROOT.resolve("bin/gateway").toString();
    Path here = directory().resolve("sluice.service");
    Files.writeString(here, DeployFiles.text(unit).replace("/opt/sluice/bin/gateway", launcher));

    assertThat(run("systemd-analyze", "verify", "--man=no", here.toString())).isEmpty();
    run(
        "systemd-analyze",
        "security",
        "--offline=true",
        "--threshold=" + MOST_EXPOSURE,
        here.toString());
  }

  @Test
  void prometheusTakesItsConfiguration() {
    run("promtool", "check", "config", DeployFiles.path("prometheus.yml").toString());
  }

  @Test
  void alertsFireByWhatTheyAreFor() throws IOException {
    String alerts = DeployFiles.path("alerts.yml").toString();
    Path tests = directory().resolve("alerts-test.yml");
    Files.writeString(
        tests, Files.readString(TESTS.resolve("alerts-test.yml")).replace("ALERTS]", alerts + "]"));

    run("promtool", "test", "rules", tests.toString());
  }

  /** As rules: there is no other way to have promtool read an expression. */
  @Test
  void prometheusUnderstandsTheDashboard() throws IOException {
    List<String> queries = DeployFiles.dashboardQueries();
    String rules = queries.stream()
        .map(query -> query.replace("$__rate_interval", "1m").replace("'", "''"))
        .map(query -> "  - { record: 'dashboard', expr: '" + query + "' }\n")
        .distinct()
        .collect(Collectors.joining("", "groups:\n- name: dashboard\n  rules:\n", ""));
    Path file = directory().resolve("dashboard.yml");
    Files.writeString(file, rules);

    assertThat(queries).isNotEmpty();
    run("promtool", "check", "rules", "--lint=none", file.toString());
  }

  private static String run(String... command) {
    return Program.run(directory(), AT_MOST, List.of(command)).successfulOutput();
  }

  private static Path directory() {
    return Program.directory("operators");
  }
}
