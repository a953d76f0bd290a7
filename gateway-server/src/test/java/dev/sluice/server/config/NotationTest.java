package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotationTest {
  @ParameterizedTest
  @CsvSource({
    "0s, 0s",
    "500ms, 500ms",
    "25s, 25s",
    "75s, 75s",
    "300 s, 5m",
    "0.5h, 30m",
    "168h, 7d",
    "1500us, 1500000ns"
  })
  void showsDurationsAsTheyAreWritten(String text, String shown) {
    assertThat(Durations.INSTANCE.show(Durations.of(text))).isEqualTo(shown);
    assertThat(Durations.of(shown)).isEqualTo(Durations.of(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0B, 0B",
    "100B, 100B",
    "64k, 64KiB",
    "64KiB, 64KiB",
    "1.5MiB, 1536KiB",
    "1MB, 1000000B",
    "2048TiB, 2048TiB"
  })
  void showsSizesAsTheyAreWritten(String text, String shown) {
    assertThat(Sizes.INSTANCE.show(Sizes.INSTANCE.parse(text))).isEqualTo(shown);
    assertThat(Sizes.INSTANCE.parse(shown)).isEqualTo(Sizes.INSTANCE.parse(text));
  }

  @Test
  void givesOtherPackagesDurationsToo() {
    assertThat(Durations.of("1s")).isEqualTo(Duration.ofSeconds(1));
    assertThatThrownBy(() -> Durations.of("1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("has no unit (ns, us, ms, s, m, h, d)");
  }
}
