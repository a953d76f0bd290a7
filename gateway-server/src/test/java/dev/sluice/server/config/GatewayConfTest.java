package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import dev.sluice.core.time.Rate;
import dev.sluice.core.topic.TopicPattern;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The file that operators read: complete, explained, and with the numbers of the contract. */
class GatewayConfTest {
  private static final Config CONF = Hocon.defaults();

  static List<Setting<?>> settings() {
    return Settings.ALL;
  }

  @Test
  void holdsEveryKeyAndNoOther() {
    List<String> keys = CONF.entrySet().stream()
        .map(entry -> ConfigUtil.joinPath(ConfigUtil.splitPath(entry.getKey())))
        .toList();

    assertThat(keys)
        .containsExactlyInAnyOrderElementsOf(
            Settings.ALL.stream().map(Setting::key).toList());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void explainsEveryKeyInOneLineWithItsBounds(Setting<?> setting) {
    ConfigValue value = CONF.getValue(setting.key());

    List<String> comments = value.origin().comments();
    assertThat(comments).hasSizeGreaterThanOrEqualTo(1);
    String comment = comments.get(comments.size() - 1);
    assertThat(comment).hasSizeGreaterThan(20);
    if (setting.type() instanceof Range<?> range) {
      assertThat(comment).endsWith(". " + range.bounds());
    }
    if (setting.type() instanceof HeapShares shares) {
      assertThat(comment)
          .endsWith(". " + shares.sizes().bounds())
          .contains(shares.percents().least() + "% to " + shares.percents().most() + "%");
    }
  }

  @Test
  void hasTheDefaultsOfTheContract() {
    GatewayConfig config = LoadedConfig.from().gateway();

    assertThat(config)
        .isEqualTo(new GatewayConfig(
            new ListenerConfig("0.0.0.0", 8080),
            new InternalConfig(
                new ListenerConfig("127.0.0.1", 8081),
                List.of(),
                false,
                new InternalTlsConfig("", "", "")),
            0,
            Duration.ofSeconds(25),
            Duration.ofSeconds(10),
            Duration.ZERO,
            Duration.ofMinutes(5),
            new TopicsConfig(
                1000, 1 << 20, 100_000, LoadedConfig.HEAP_BYTES / 100 * 40, Duration.ofMinutes(10)),
            new LimitsConfig(
                1 << 20,
                64L << 20,
                new QuotaConfig(100_000, Rate.UNLIMITED, 0, Rate.UNLIMITED, Rate.UNLIMITED),
                QuotaConfig.UNLIMITED,
                QuotaConfig.UNLIMITED,
                Duration.ofSeconds(5),
                100,
                1000,
                16 << 10,
                16 << 10,
                100_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(75),
                Duration.ofSeconds(60),
                100),
            new AdmissionConfig(85, 85),
            new LongPollConfig(Duration.ofSeconds(25), Duration.ofSeconds(60)),
            new SseConfig(Duration.ofSeconds(2)),
            new CorsConfig(List.of("*")),
            new AuthConfig(
                new AnonymousConfig(List.of(), List.of(new TopicPattern("**"))),
                List.of(),
                List.of(),
                new TokenConfig(
                    "",
                    8 << 10,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1)),
                new JwksConfig(
                    Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofSeconds(3))),
            new TlsConfig(TlsConfig.Mode.OFF, "", "", false),
            new ProxiesConfig(List.of(), List.of()),
            true,
            new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.INFO)));
  }
}
