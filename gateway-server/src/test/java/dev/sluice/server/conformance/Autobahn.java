package dev.sluice.server.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fuzzing client of the Autobahn test suite, let loose on a server that echoes. */
final class Autobahn {
  private static final Path REPORT = Path.of("target", "autobahntestsuite-reports", "index.json");
  private static final Duration AT_MOST = Duration.ofMinutes(14);

  private Autobahn() {}

  /**
   * Runs cases one after the other; answers the verdict of each.
   *
   * @param cases names, or beginnings of names and an asterisk
   */
  static Map<String, Verdict> run(URI echo, List<String> cases) {
    Path directory = Program.directory("autobahn");
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        FuzzingClient.class.getName(),
        echo.toString()));
    command.addAll(cases);
    Program.run(directory, AT_MOST, command).successfulOutput();
    return verdicts(directory.resolve(REPORT));
  }

  private static Map<String, Verdict> verdicts(Path report) {
    try {
      JsonNode cases = new ObjectMapper().readTree(report.toFile()).path(FuzzingClient.AGENT);
      Map<String, Verdict> verdicts = new TreeMap<>();
      cases.properties().forEach(one -> verdicts.put(one.getKey(), Verdict.of(one.getValue())));
      return verdicts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the suite says of a case: of what was echoed, and of how the connection was closed. */
  record Verdict(String behavior, String close) {
    /** To be as strict as can be, or to have a say in the matter, is fine either way. */
    private static final List<String> FINE = List.of("OK", "NON-STRICT", "INFORMATIONAL");

    /** The client was faster to drop the connection, which it only prefers not to be. */
    private static final String DROPPED = "FAILED BY CLIENT";

    static Verdict of(JsonNode entry) {
      return new Verdict(
          entry.path("behavior").textValue(), entry.path("behaviorClose").textValue());
    }

    boolean isFine() {
      return FINE.contains(behavior) && (FINE.contains(close) || close.equals(DROPPED));
    }
  }
}
