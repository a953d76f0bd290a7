package dev.sluice.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LogScaleTest {
  @Test
  void placesDecadesEvenly() {
    LogScale scale = LogScale.around(0.4, 80, 300, 0);

    assertThat(scale.ticks()).containsExactly(0.1, 1.0, 10.0, 100.0);
    assertThat(scale.place(0.1)).isCloseTo(300, within(1e-9));
    assertThat(scale.place(1)).isCloseTo(200, within(1e-9));
    assertThat(scale.place(100)).isCloseTo(0, within(1e-9));
  }

  @Test
  void keepsWhatHasNoLogarithmInThePicture() {
    assertThat(LogScale.around(0, 0, 0, 100).place(0)).isZero();
  }
}
