package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records that a program makes keep the same rules as those that are loaded. */
class RecordsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void refuseWhatIsOutOfBounds() {
    assertThatThrownBy(() -> new ListenerConfig("localhost", 65_536))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            "sluice.public.port = 65536 is too large; allowed: a whole number from 0 to 65535");
    assertThatThrownBy(() -> new SseConfig(Duration.ZERO))
        .hasMessage("sluice.sse.retry = 0s is too small; allowed: a duration from 1ms to 1h");
    assertThatThrownBy(() -> new TokenConfig("a b", 128, SECOND, SECOND, SECOND))
        .hasMessage("sluice.auth.cookie = a b is no such name; allowed: up to 64 of"
            + " A-Z a-z 0-9 ! # $ % & ' * + . ^ _ ` | ~ -, or \"\" for none");
    assertThatThrownBy(() -> new JwksConfig(Duration.ZERO, SECOND, SECOND))
        .hasMessage(
            "sluice.auth.jwks.refresh = 0s is too small; allowed: a duration from 1s to 1d");
    assertThatThrownBy(() -> new TopicsConfig(1, 0, 1, 1, SECOND))
        .hasMessage("sluice.topics.max-bytes = 0B is too small; allowed: a size from 1B to 16GiB");
    assertThatThrownBy(() -> new TopicsConfig(1, 1, 1, 1L << 50, SECOND))
        .hasMessageStartingWith("sluice.topics.max-total-bytes = 1024TiB is too large");
    assertThatThrownBy(() -> new CorsConfig(List.of("*", "example.com")))
        .hasMessageStartingWith(
            "sluice.cors.allowed-origins = [\"*\",\"example.com\"] has a bad element: \"example.com\" is no");
  }

  @Test
  void refuseWhatContradictsItself() {
    assertThatThrownBy(() -> new TopicsConfig(1, 2, 1, 1, SECOND))
        .hasMessageStartingWith(
            "sluice.topics.max-total-bytes = 1B is less than sluice.topics.max-bytes = 2B");
  }

  @Test
  void copyTheirLists() {
    List<String> origins = new ArrayList<>(List.of("*"));
    CorsConfig cors = new CorsConfig(origins);

    origins.add("https://example.com");

    assertThat(cors.allowedOrigins()).containsExactly("*");
  }
}
