package dev.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.config.ApiKeyConfig;
import dev.sluice.server.config.ConfigLoader;
import dev.sluice.server.config.ConfigSources;
import dev.sluice.server.config.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiKeyCommandTest {
  private final CommandRun command = new CommandRun();

  @Test
  void makesAKeyAndTheLineThatLetsItIn() throws Exception {
    int code = command.run("api-key", "prices", "--scope", "publish:prices.**", "--scope", "read");

    assertThat(code).isZero();
    assertThat(command.err()).isEmpty();
    List<String> lines = command.out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).matches("sluice_[A-Za-z0-9_-]{43}");
    ApiKeyConfig key = loaded(lines.get(1));
    assertThat(key.name()).isEqualTo("prices");
    assertThat(key.sha256()).isEqualTo(sha256(lines.get(0)));
    assertThat(key.scopes()).isEqualTo(Set.of(Scope.PUBLISH, Scope.READ));
    assertThat(key.publish()).extracting(pattern -> pattern.text()).containsExactly("prices.**");
  }

  @Test
  void makesAnotherOneEachTime() {
    command.run("api-key", "a", "--scope", "admin");
    command.run("api-key", "a", "--scope", "admin");

    assertThat(command.out().lines().distinct()).hasSize(4);
  }

  @Test
  void refusesAScopeThatThereIsNot() {
    assertThat(command.run("api-key", "a", "--scope", "root")).isEqualTo(2);

    assertThat(command.err())
        .isEqualTo(
            "error: scope \"root\" is none of metrics, read, admin, publish or publish:PATTERN\n");
    assertThat(command.out()).isEmpty();
  }

  private static ApiKeyConfig loaded(String line) {
    ConfigSources sources = ConfigSources.of("sluice.internal.api-keys=[" + line + "]");
    return ConfigLoader.load(sources).gateway().internal().apiKeys().get(0);
  }

  private static String sha256(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
