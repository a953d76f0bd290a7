package dev.sluice.server.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What operators are given beside the gateway. */
public final class DeployFiles {
  /** The repository's root. */
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Path DIRECTORY = ROOT.resolve("config").resolve("deploy");

  private DeployFiles() {}

  /** Where a file for operators is. */
  public static Path path(String name) {
    return DIRECTORY.resolve(name);
  }

  /** The text of a file. */
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the panels of the dashboard ask Prometheus. */
  public static List<String> dashboardQueries() {
    return tree("grafana/dashboard.json").findValuesAsText("expr");
  }

  /** A file in YAML, or in JSON, which is YAML too. */
  static JsonNode tree(String name) {
    try {
      return new YAMLMapper().readTree(path(name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
