package dev.sluice.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.load.Samples;
import dev.sluice.load.measure.Measurement;
import dev.sluice.load.plan.Transport;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AdviceTest {
  private static List<String> advice(Measurement... runs) {
    List<Row> rows = Stream.of(runs).flatMap(run -> Row.of(run).stream()).toList();
    return Advice.on(rows, runs[0].plan());
  }

  private static Measurement run(Transport transport, double p99, @Nullable Double cpuSeconds) {
    return Samples.run(transport, 10, p99 / 2, p99, cpuSeconds);
  }

  @Test
  void takesTheCheapestThatPushes() {
    List<String> advice = advice(
        run(Transport.WS, 3, 0.2), run(Transport.SSE, 3, 0.4), run(Transport.POLL, 900, 0.1));

    assertThat(advice.get(0))
        .startsWith("At 10 messages/s: WebSocket suits this load")
        .contains("within 3.00 ms")
        .contains("20.0 ms of the gateway's processor time per 1,000")
        .contains("is the cheapest");
  }

  @Test
  void prefersSseToAWinnerThatIsHardlyBetter() {
    assertThat(advice(run(Transport.WS, 3, 0.20), run(Transport.SSE, 3, 0.22)).get(0))
        .contains("SSE suits this load")
        .contains("WebSocket is the cheapest, by a margin");
  }

  @Test
  void doesNotPreferAnSseThatIsLate() {
    assertThat(advice(run(Transport.WS, 3, 0.20), run(Transport.SSE, 30, 0.21)).get(0))
        .contains("WebSocket suits this load");
  }

  @Test
  void goesByLatencyWhereTheProcessorTimeIsUnknown() {
    assertThat(
            advice(run(Transport.WS, 9, null), run(Transport.STREAM, 3, null)).get(0))
        .contains("NDJSON stream suits this load")
        .contains("has the lowest 99th percentile")
        .doesNotContain("processor time");
  }

  @Test
  void comparesThePollsWithIt() {
    List<String> advice = advice(
        run(Transport.SSE, 3, 0.2),
        run(Transport.LONG_POLL, 6, 0.6),
        run(Transport.POLL, 900, 0.1));

    assertThat(advice.get(1)).contains("Long-poll").contains("3.00 times the processor time");
    assertThat(advice.get(2))
        .contains("Polling every 1 s")
        .contains("0.50 times the processor time")
        .contains("cheapest where that delay is no matter");
  }

  @Test
  void leavesOutWhatFailed() {
    Measurement failed = Samples.with(
        run(Transport.WS, 1, 0.1), new Measurement.Generator(1, 0.2, null), List.of("lost"));

    List<String> advice = advice(failed, run(Transport.SSE, 3, 0.2));

    assertThat(advice.get(0)).contains("SSE suits this load");
    assertThat(advice).contains("WebSocket failed its checks, and is left out of this.");
  }

  @Test
  void recommendsNothingWhereNothingPassed() {
    Measurement failed = Samples.with(
        run(Transport.WS, 1, 0.1), new Measurement.Generator(1, 0.2, null), List.of("lost"));

    assertThat(advice(failed))
        .containsExactly(
            "At 10 messages/s: no transport passed all checks, so none is recommended.");
  }

  @Test
  void warnsOfAGeneratorThatWasTheLimit() {
    Measurement busy =
        Samples.with(run(Transport.WS, 1, 0.1), new Measurement.Generator(1, 0.9, null), List.of());

    assertThat(advice(busy)).anyMatch(line -> line.contains("generator-bound"));
  }
}
