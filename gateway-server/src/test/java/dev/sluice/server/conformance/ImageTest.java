package dev.sluice.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.server.contract.harness.GatewayProcess;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.RawJson;
import dev.sluice.server.deploy.DeployFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is in the image, laid out by its Dockerfile in a directory: there is no container here. */
@ConformanceTest
class ImageTest {
  private static final String HOME = "/opt/sluice";
  private static final Pattern COPY =
      Pattern.compile("(?m)^COPY (?:--from=build /src/)?(\\S+) (" + HOME + "/\\S+)$");

  private final String dockerfile = DeployFiles.text(DeployFiles.ROOT.resolve("Dockerfile"));
  private final Path root = Program.directory("image");

  @Test
  void servesAndEndsAsTheEntryPointSays() throws IOException {
    for (MatchResult copy : COPY.matcher(dockerfile).results().toList()) {
      copy(DeployFiles.ROOT.resolve(copy.group(1)), Path.of(inRoot(copy.group(2))));
    }
    List<String> command =
        new ArrayList<>(List.of("env", "SLUICE_JAVA_HOME=" + System.getProperty("java.home")));
    command.addAll(instruction("ENTRYPOINT"));
    command.addAll(instruction("CMD"));
    try (GatewayProcess gateway = GatewayProcess.start(root.resolve("log"), command)) {
      gateway.backend().publish("a", "text");

      assertThat(Http.get(gateway.publicUrl().resolve("/v1/topics/a?wait=0&cursor=earliest"))
              .body())
          .contains("\"text\"");
      assertThat(gateway.stop()).isZero();
    }
  }

  private List<String> instruction(String name) {
    MatchResult found = Pattern.compile("(?m)^" + name + " (\\[.*])$")
        .matcher(dockerfile)
        .results()
        .findFirst()
        .orElseThrow();
    List<String> words = new ArrayList<>();
    for (JsonNode word : RawJson.tree(found.group(1))) {
      words.add(inRoot(word.textValue()));
    }
    return words;
  }

  private String inRoot(String path) {
    return path.startsWith(HOME) ? root + path : path;
  }

  private static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(source.relativize(file).toString()).normalize();
        Files.createDirectories(copy.getParent());
        Files.copy(
            file, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
