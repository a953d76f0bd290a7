package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Query;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a poll may wait. */
class WaitLimitsTest {
  private final WaitLimits limits = new WaitLimits(Duration.ofSeconds(25), Duration.ofSeconds(60));

  @Test
  void isTheOrdinaryWhereNothingIsSaid() {
    assertThat(parameter("")).isEqualTo(25_000);
    assertThat(preference("respond-async")).isEqualTo(25_000);
  }

  @Test
  void isNeverAboveTheMost() {
    WaitLimits contrary = new WaitLimits(Duration.ofSeconds(90), Duration.ofSeconds(60));

    assertThat(contrary.millis(Query.parse("/", false), new DefaultHttpHeaders()))
        .isEqualTo(60_000);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "00, 0",
    "0.0, 0",
    "1, 1000",
    "0.001, 1",
    "1.5, 1500",
    "12.345, 12345",
    "59.999, 59999",
    "60, 60000",
    "60.001, 60000",
    "999999999, 60000",
    "99999999999999999999, 60000",
    "0.0001, 0",
    "1.000000, 1000"
  })
  void isWhatIsAskedForUpToTheMost(String seconds, long millis) {
    assertThat(parameter("?wait=" + seconds)).isEqualTo(millis);
    assertThat(preference("wait=" + seconds)).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "+1", "x", "1s", "1.", ".5", "1e3", "1,5", " 1", "%D9%A1", "NaN"})
  void isRefusedWhereItIsNoNumber(String seconds) {
    assertThatThrownBy(() -> parameter("?wait=" + seconds))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400))
        .hasMessage("wait is to be a number of seconds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wait=10",
        "Wait = 10",
        "wait=\"10\"",
        "respond-async, wait=10",
        "wait=10, wait=20",
        "respond-async; a=b, wait=10; foo"
      })
  void isFoundAmongPreferences(String prefer) {
    assertThat(preference(prefer)).isEqualTo(10_000);
  }

  @Test
  void isFoundInALaterHeader() {
    HttpHeaders headers = new DefaultHttpHeaders().add("Prefer", "x").add("Prefer", "wait=10");

    assertThat(limits.millis(Query.parse("/", false), headers)).isEqualTo(10_000);
  }

  @Test
  void goesByTheParameterFirst() {
    HttpHeaders headers = new DefaultHttpHeaders().add("Prefer", "wait=10");

    assertThat(limits.millis(Query.parse("/?wait=5", false), headers)).isEqualTo(5_000);
  }

  private long parameter(String query) {
    return limits.millis(Query.parse("/" + query, false), new DefaultHttpHeaders());
  }

  private long preference(String prefer) {
    return limits.millis(Query.parse("/", false), new DefaultHttpHeaders().add("Prefer", prefer));
  }
}
