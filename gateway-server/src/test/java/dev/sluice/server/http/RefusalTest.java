package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What refusals are counted as. */
class RefusalTest {
  @ParameterizedTest
  @CsvSource({
    "400, bad-request",
    "404, not-found",
    "413, content-too-large",
    "503, unavailable",
    "418, other",
    "599, other"
  })
  void isTheStatusOfAProblem(int status, String label) {
    assertThat(Refusal.of(new Problem(status, "x")).label()).isEqualTo(label);
  }

  @Test
  void isCountedForAProblem() {
    StringBuilder counted = new StringBuilder();
    RefusalCounter counter = refusal -> counted.append(refusal.label());
    counter.onRefused(Problem.forbidden("x"));

    assertThat(counted).hasToString("forbidden");
  }
}
