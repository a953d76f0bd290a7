package dev.sluice.load.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.load.measure.Latencies.Point;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
  private static Histogram oneToThousandMillis() {
    Histogram histogram = new Histogram(3);
    for (int millis = 1; millis <= 1000; millis++) {
      histogram.recordValue(millis * 1_000_000L);
    }
    return histogram;
  }

  @Test
  void tellsPercentilesInMilliseconds() {
    Latencies latencies = Latencies.of(oneToThousandMillis());

    assertThat(latencies.count()).isEqualTo(1000);
    assertThat(latencies.p50()).isCloseTo(500, within(1.0));
    assertThat(latencies.p90()).isCloseTo(900, within(1.0));
    assertThat(latencies.p99()).isCloseTo(990, within(1.0));
    assertThat(latencies.p999()).isCloseTo(999, within(1.0));
    assertThat(latencies.max()).isCloseTo(1000, within(1.0));
  }

  @Test
  void drawsNoPercentileThatSoFewValuesCannotTell() {
    assertThat(Latencies.of(oneToThousandMillis()).curve())
        .extracting(Point::percentile)
        .contains(50.0, 99.9, 100.0)
        .doesNotContain(99.95, 99.99);
  }

  @Test
  void drawsACurveThatOnlyRises() {
    assertThat(Latencies.of(oneToThousandMillis()).curve())
        .isSortedAccordingTo((one, two) -> Double.compare(one.millis(), two.millis()));
  }

  @Test
  void isEmptyWhereNothingWasMeasured() {
    assertThat(Latencies.of(new Histogram(3)))
        .isEqualTo(new Latencies(0, 0, 0, 0, 0, 0, java.util.List.of()));
  }
}
