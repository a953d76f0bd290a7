package dev.sluice.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.load.Samples;
import dev.sluice.load.plan.LoadPlan;
import dev.sluice.load.plan.Question;
import dev.sluice.load.plan.Transport;
import dev.sluice.load.tally.Accounting;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class VerdictTest {
  private static final Measurement.Generator CALM = new Measurement.Generator(1, 0.2, 0.3);

  private static Measurement judged(
      LoadPlan plan, Latencies latency, Accounting sum, @Nullable Accounting stalled, double rate) {
    Transport transport = plan.transports().get(0);
    Measurement draft = new Measurement(
        plan,
        10,
        rate,
        1,
        null,
        List.of(Samples.figures(transport, latency, sum)),
        stalled,
        new Measurement.Server(null, "", null, null),
        CALM,
        List.of(),
        List.of());
    return Verdict.on(draft, List.of(), 0, null);
  }

  private static Measurement fanOut(Latencies latency, Accounting sum) {
    return judged(Samples.plan(Question.FAN_OUT, 10, Transport.WS), latency, sum, null, 10);
  }

  @Test
  void passesWhatIsWhole() {
    Measurement good = fanOut(Samples.latencies(1, 5), Accounting.NONE);

    assertThat(good.passed()).isTrue();
    assertThat(good.notes()).isEmpty();
  }

  @Test
  void failsEachThingThatMustNotHappen() {
    Measurement bad = fanOut(Samples.latencies(1, 5), new Accounting(9, 4, 5, 3, 2, 1, 1, 0, 7));

    assertThat(bad.failures())
        .containsExactly(
            "4 WebSocket: messages were missed, with a notice",
            "5 WebSocket: messages lost without a notice, or announced as lost and not",
            "3 WebSocket: messages came twice",
            "2 WebSocket: messages came out of order",
            "1 WebSocket: messages came from a topic that was not asked for",
            "7 WebSocket: subscribers did not get the last message");
  }

  @Test
  void holdsTheLatencyToItsBound() {
    assertThat(fanOut(Samples.latencies(1, 2001), Accounting.NONE).failures())
        .containsExactly(
            "WebSocket: the 99th percentile of the latency is 2001.0 ms, over the bound of 2000 ms");
  }

  @Test
  void givesAPollItsInterval() {
    LoadPlan plan = Samples.plan(Question.FAN_OUT, 10, Transport.POLL);

    assertThat(judged(plan, Samples.latencies(500, 2900), Accounting.NONE, null, 10)
            .passed())
        .isTrue();
  }

  @Test
  void saysThatTheRateWasNotKept() {
    LoadPlan plan = Samples.plan(Question.FAN_OUT, 10, Transport.WS);

    assertThat(judged(plan, Samples.latencies(1, 5), Accounting.NONE, null, 8).notes())
        .containsExactly("did not keep its rate: 8.0 messages/s were published, not 10.0");
  }

  @Test
  void wantsTheStallingOnesLappedAndToldExactly() {
    LoadPlan plan = Samples.plan(Question.SLOW, 100, Transport.SSE);
    Accounting lapped = new Accounting(50, 50, 0, 0, 0, 0, 2, 0, 0);
    Accounting wrong = new Accounting(50, 40, 10, 0, 0, 0, 2, 0, 0);
    Latencies latency = Samples.latencies(1, 5);

    assertThat(judged(plan, latency, Accounting.NONE, lapped, 100).passed()).isTrue();
    assertThat(judged(plan, latency, Accounting.NONE, wrong, 100).failures())
        .containsExactly(
            "10 stalling subscribers: messages lost without a notice, or announced as lost and not");
    assertThat(judged(plan, latency, Accounting.NONE, Accounting.NONE, 100).failures())
        .containsExactly(
            "no stalling subscriber was lapped: raise the rate, the size or the stall");
  }

  @Test
  void tellsAGeneratorThatWasTooBusy() {
    assertThat(new Measurement.Generator(1, 0.85, 0.5).bound()).isTrue();
    assertThat(new Measurement.Generator(2, 0.5, 0.97).bound()).isTrue();
    assertThat(new Measurement.Generator(2, 0.5, null).bound()).isFalse();
  }
}
