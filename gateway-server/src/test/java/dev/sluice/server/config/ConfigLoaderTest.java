package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.sluice.core.topic.TopicPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigLoaderTest {
  @TempDir
  Path directory;

  static List<Setting<?>> settings() {
    return Settings.ALL;
  }

  @Test
  void takesTheStrongestSource() throws IOException {
    LoadedConfig config = LoadedConfig.from();
    assertThat(config.gateway().publicListener().port()).isEqualTo(8080);

    config.file(file("sluice.public.port = 1"));
    assertThat(config.gateway().publicListener().port()).isEqualTo(1);

    config.environment("SLUICE_PUBLIC_PORT", "2");
    assertThat(config.gateway().publicListener().port()).isEqualTo(2);

    config.property("sluice.public.port", "3");
    assertThat(config.gateway().publicListener().port()).isEqualTo(3);

    config.set("sluice.public.port=4");
    assertThat(config.gateway().publicListener().port()).isEqualTo(4);
  }

  @Test
  void takesTheLastOfTwoSettings() {
    GatewayConfig config =
        LoadedConfig.from().set("sluice.drain=1s", "sluice.drain=2s").gateway();

    assertThat(config.drain()).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void takesEveryKeyFromTheEnvironment(Setting<?> setting) {
    String value = HoconText.concise(Hocon.defaults().getValue(setting.key()));

    String hocon =
        LoadedConfig.from().environment(setting.variable(), value).load().hocon();

    assertThat(hocon.lines().filter(line -> line.startsWith(setting.key() + " = ")))
        .singleElement()
        .asString()
        .endsWith("# environment variable " + setting.variable());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void hasNoKeyThatKubernetesOrTheLauncherSets(Setting<?> setting) {
    assertThat(setting.variable())
        .matches("SLUICE(_[A-Z][A-Z0-9]*)+")
        .doesNotMatch("SLUICE_(PORT|SERVICE|HOME|JAVA)(_.*)?");
  }

  @Test
  void leavesVariablesOfKubernetesAndTheLauncherAlone() {
    for (String name : List.of(
        "SLUICE_JAVA_HOME",
        "SLUICE_JAVA_OPTS",
        "SLUICE_HOME",
        "SLUICE_SERVICE_HOST",
        "SLUICE_SERVICE_PORT_PUBLIC",
        "SLUICE_PORT",
        "SLUICE_PORT_8080_TCP_ADDR")) {
      assertThat(LoadedConfig.from().environment(name, "tcp://10.0.0.1:8080").fault())
          .isEqualTo("accepted");
    }
  }

  @Test
  void readsUnquotedAndHoconValues() {
    GatewayConfig config = LoadedConfig.from()
        .environment("SLUICE_AUTH_ANONYMOUS_SUBSCRIBE", "[\"news.**\", sport]")
        .property("sluice.public.host", "::1")
        .set(
            "sluice.internal.host=\"localhost\"",
            "sluice.topics.max-total-bytes=80%",
            "sluice.topics.max-bytes = 64k",
            "sluice.limits.message-bytes=64KiB",
            "sluice.heartbeat=1.5s",
            "sluice.cors.allowed-origins=[\"https://example.com:8443\",\"http://[::1]:3000\"]")
        .gateway();

    assertThat(config.publicListener().host()).isEqualTo("::1");
    assertThat(config.internalListener().host()).isEqualTo("localhost");
    assertThat(config.topics().maxTotalBytes()).isEqualTo(800_000_000);
    assertThat(config.topics().maxBytes()).isEqualTo(65_536);
    assertThat(config.limits().messageBytes()).isEqualTo(65_536);
    assertThat(config.heartbeat()).isEqualTo(Duration.ofMillis(1500));
    assertThat(config.cors().allowedOrigins())
        .containsExactly("https://example.com:8443", "http://[::1]:3000");
    assertThat(config.auth().anonymous().subscribe())
        .containsExactly(new TopicPattern("news.**"), new TopicPattern("sport"));
  }

  @Test
  void readsIncludesSubstitutionsAndTheEnvironmentInFiles() throws IOException {
    Files.writeString(directory.resolve("more.conf"), "sluice.sse.retry = 7s");
    Path file = file(
        "include \"more.conf\"",
        "sluice.heartbeat = ${sluice.sse.retry}",
        "sluice.public.port = ${PORT}",
        "sluice.internal.port = ${?ABSENT}",
        "sluice.cors.allowed-origins = ${sluice.cors.allowed-origins} [\"https://a.example\"]");

    GatewayConfig config =
        LoadedConfig.from().file(file).environment("PORT", "99").gateway();

    assertThat(config.sse().retry()).isEqualTo(Duration.ofSeconds(7));
    assertThat(config.heartbeat()).isEqualTo(Duration.ofSeconds(7));
    assertThat(config.publicListener().port()).isEqualTo(99);
    assertThat(config.internalListener().port()).isEqualTo(8081);
    assertThat(config.cors().allowedOrigins()).containsExactly("*", "https://a.example");
  }

  @Test
  void showsEveryValueAndItsSourceAsHoconThatLoadsTheSame() throws IOException {
    Path given = file("", "sluice { public.port = 9000 }");
    LoadedConfig config =
        LoadedConfig.from().file(given).set("sluice.auth.anonymous.publish=[\"chat.**\"]");

    String hocon = config.load().hocon();

    assertThat(hocon)
        .contains("sluice.public.port = 9000  # " + given + ":2\n")
        .contains("sluice.auth.anonymous.publish = [\"chat.**\"]  # --set\n")
        .containsPattern("sluice.heartbeat = \"25s\"  # built-in gateway.conf:[0-9]+\n");
    assertThat(ConfigFactory.parseString(hocon).entrySet()).hasSameSizeAs(Settings.ALL);
    Path shown = Files.writeString(directory.resolve("shown.conf"), hocon);
    assertThat(LoadedConfig.from().file(shown).gateway()).isEqualTo(config.gateway());
  }

  @Test
  void loadsForTheJvmAtHand() {
    GatewayConfig config =
        ConfigLoader.load(ConfigSources.of("sluice.public.port=0")).gateway();

    assertThat(config.publicListener().port()).isZero();
    assertThat(config.topics().maxTotalBytes())
        .isEqualTo(Runtime.getRuntime().maxMemory() / 100 * 40);
  }

  private Path file(String... lines) throws IOException {
    return Files.write(directory.resolve("test.conf"), List.of(lines));
  }
}
