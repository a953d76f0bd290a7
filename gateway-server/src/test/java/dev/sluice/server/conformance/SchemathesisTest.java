package dev.sluice.server.conformance;

import dev.sluice.server.contract.harness.ApiKeys;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Schemathesis, which reads the OpenAPI description that the gateway gives of itself, makes
 * requests up that fit it and that don't, and holds the answers against it.
 */
@ConformanceTest
class SchemathesisTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.startOnSystemClock(Settings.defaults()
      .set("sluice.internal.api-keys", ApiKeys.list(ApiKeys.key("all", "publish", "admin"))));

  private static final Path REQUIREMENTS =
      Path.of("src", "test", "python", "requirements.txt").toAbsolutePath();
  private static final Duration AT_MOST = Duration.ofMinutes(3);

  /** So that each run asks the same. */
  private static final String SEED = "1";

  /** A cursor of the right form may yet be nobody's. */
  private static final String NOT_CHECKED = "positive_data_acceptance";

  @Test
  void findsNoFault() {
    Path directory = Program.directory("schemathesis");
    Path python = directory.resolve("venv").resolve("bin");
    if (!Files.exists(python.resolve("schemathesis"))) {
      run("python3", "-m", "venv", "venv");
      run(python.resolve("pip").toString(), "install", "-q", "-r", REQUIREMENTS.toString());
    }
    run(
        python.resolve("schemathesis").toString(),
        "run",
        gateway.internalUrl() + "/openapi.json",
        "--no-color",
        "-H",
        String.join(": ", ApiKeys.header("all")),
        "--phases=examples,coverage,fuzzing",
        "--max-examples=30",
        "--generation-database=none",
        "--seed=" + SEED,
        "--exclude-checks=" + NOT_CHECKED);
  }

  private static void run(String... command) {
    Program.run(Program.directory("schemathesis"), AT_MOST, List.of(command)).successfulOutput();
  }
}
