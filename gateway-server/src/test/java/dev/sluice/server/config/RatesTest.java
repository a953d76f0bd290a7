package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigValueFactory;
import dev.sluice.core.time.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates as an operator writes them. */
class RatesTest {
  @ParameterizedTest
  @CsvSource({"10/s, 10, 1s", "600/m, 600, 1m", " 5 /h, 5, 1h"})
  void readsNumbersInATime(String text, long amount, String period) {
    assertThat(read(Rates.OF_NUMBERS, text)).isEqualTo(new Rate(amount, Durations.of(period)));
  }

  @Test
  void readsSizesInATime() {
    assertThat(read(Rates.OF_SIZES, "64KiB/m"))
        .isEqualTo(new Rate(64 << 10, Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @CsvSource({"10/s", "600/m", "off"})
  void showsThemAsTheyAreWritten(String text) {
    assertThat(Rates.OF_NUMBERS.show(read(Rates.OF_NUMBERS, text))).isEqualTo(text);
  }

  @Test
  void isNoLimitWhereItIsOff() {
    assertThat(read(Rates.OF_SIZES, "off").isUnlimited()).isTrue();
  }

  private static Rate read(Rates rates, String text) {
    return rates.read(ConfigValueFactory.fromAnyRef(text));
  }
}
