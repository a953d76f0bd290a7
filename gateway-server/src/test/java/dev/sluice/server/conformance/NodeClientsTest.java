package dev.sluice.server.conformance;

import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients that programs on Node use; what they do is in {@code src/test/node}. */
@ConformanceTest
class NodeClientsTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.startOnSystemClock(Settings.defaults()
      .set("sluice.tls.mode", "allowed")
      .set("sluice.tls.self-signed", "true")
      .set("sluice.sse.retry", "100ms")
      .set("sluice.auth.anonymous.publish", "[\"open.**\"]"));

  private static final Path SOURCES = Path.of("src", "test", "node");
  private static final Duration AT_MOST = Duration.ofMinutes(3);

  private static Path directory;

  /** Works on a copy, so that nothing is installed among the sources. */
  @BeforeAll
  static void install() throws IOException {
    directory = Program.directory("node");
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        Path copy = directory.resolve(source.getFileName());
        Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Program.run(directory, AT_MOST, List.of("npm", "ci", "--no-audit", "--no-fund"))
        .successfulOutput();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "eventsource", "undici"})
  void passes(String client) {
    Program.run(
            directory,
            AT_MOST,
            List.of(
                "env",
                "PUBLIC_URL=" + gateway.publicUrl(),
                "INTERNAL_URL=" + gateway.internalUrl(),
                "node",
                "--test",
                client + ".test.mjs"))
        .successfulOutput();
  }
}
