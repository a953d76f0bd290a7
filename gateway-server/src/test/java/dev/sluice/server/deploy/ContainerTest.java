package dev.sluice.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.server.config.ConfigLoader;
import dev.sluice.server.config.ConfigSources;
import dev.sluice.server.config.GatewayConfig;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Dockerfile and the compose file, held against each other and against what they name. */
@ContractTest
class ContainerTest {
  private static final String DOCKERFILE = DeployFiles.text(DeployFiles.ROOT.resolve("Dockerfile"));
  private static final JsonNode SERVICES = DeployFiles.tree("compose.yaml").path("services");
  private static final JsonNode SERVICE = SERVICES.path("gateway");

  @Test
  void isBuiltAsTheLauncherBuilds() {
    String launcher = DeployFiles.text(DeployFiles.ROOT.resolve("bin").resolve("gateway"));

    String ofServer = maven(launcher).replace("\"$module\"", "gateway-server");
    assertThat(maven(DOCKERFILE)).isEqualTo(ofServer).contains(" package");
  }

  /** A command of Maven, on one line. */
  private static String maven(String script) {
    MatchResult command = Pattern.compile("mvn -B (?:[^\\n]*\\\\\\n)*[^\\n)]*")
        .matcher(script)
        .results()
        .findFirst()
        .orElseThrow();
    return command.group().replaceAll("\\\\\\n\\s*", "").strip();
  }

  @Test
  void isMadeOfWhatIsThere() {
    List<MatchResult> copies =
        Pattern.compile("(?m)^COPY ([^- ]\\S*) ").matcher(DOCKERFILE).results().toList();

    assertThat(copies).isNotEmpty();
    for (MatchResult copy : copies) {
      assertThat(DeployFiles.ROOT.resolve(copy.group(1))).exists();
    }
  }

  @Test
  void isComposedFromItsDockerfile() {
    Path context =
        DeployFiles.path("compose.yaml").resolveSibling(SERVICE.path("build").asText());

    assertThat(context.resolve("Dockerfile").normalize())
        .isEqualTo(DeployFiles.ROOT.resolve("Dockerfile"));
    assertThat(DOCKERFILE).contains("USER sluice", "ENTRYPOINT [\"/opt/sluice/bin/gateway\"]");
    for (JsonNode service : SERVICES) {
      for (JsonNode volume : service.path("volumes")) {
        String source = volume.asText().split(":", 2)[0];
        assertThat(!source.startsWith("./") || Files.exists(DeployFiles.path(source)))
            .isTrue();
      }
    }
  }

  @Test
  void publishesThePortOfSubscribers() {
    GatewayConfig config = config();
    List<String> published = new ArrayList<>();
    SERVICE.path("ports").forEach(port -> published.add(port.asText()));
    String internal = ":" + config.internalListener().port();

    assertThat(published).contains("8080:" + config.publicListener().port());
    assertThat(published).noneMatch(port -> port.endsWith(internal) && !port.startsWith("127."));
    assertThat(DOCKERFILE).contains("EXPOSE " + config.publicListener().port() + " ");
  }

  @Test
  void isGivenTimeToDrain() {
    String grace = SERVICE.path("stop_grace_period").asText();

    assertThat(Duration.parse("PT" + grace))
        .isGreaterThan(config().drain().plus(config().drainDelay()));
  }

  @Test
  void mayOpenAsManyDescriptorsAsItTakesConnections() {
    assertThat(SERVICE.at("/ulimits/nofile/hard").asInt())
        .isGreaterThan(config().limits().total().connections() + 1000);
  }

  /** With what the compose file sets; a name that is not known would be refused. */
  private static GatewayConfig config() {
    Map<String, String> environment = new HashMap<>();
    SERVICE.path("environment").properties().stream()
        .filter(variable -> !variable.getKey().equals("SLUICE_JAVA_OPTS")) // is the launcher's
        .forEach(
            variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    return ConfigLoader.load(
            new ConfigSources(null, List.of(), new Properties(), environment, 1L << 30))
        .gateway();
  }

  @Test
  void isHealthyWhileItIsReady() throws Exception {
    Gateway gateway = Gateway.start(Settings.defaults());
    try (gateway) {
      assertThat(health(gateway.internalAddress().getPort())).isZero();
    }
    assertThat(health(gateway.internalAddress().getPort())).isNotZero();
  }

  private static int health(int port) throws Exception {
    List<String> command = new ArrayList<>();
    SERVICE.at("/healthcheck/test").forEach(part -> command.add(part.asText()));
    assertThat(command.remove(0)).isEqualTo("CMD");
    command.replaceAll(part -> part.replace("127.0.0.1/8081", "127.0.0.1/" + port));
    return new ProcessBuilder(command).start().onExit().get().exitValue();
  }
}
