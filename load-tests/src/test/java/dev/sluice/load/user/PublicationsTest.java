package dev.sluice.load.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.load.Samples;
import dev.sluice.load.measure.LoadRun;
import dev.sluice.load.plan.Question;
import dev.sluice.load.plan.Transport;
import dev.sluice.load.tally.Stamp;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class PublicationsTest {
  private static Publications publications(Question question, double rate, int index) {
    return new Publications(
        new LoadRun(Samples.plan(question, rate, Transport.WS)), index, Publishing.SINGLE_AND_BULK);
  }

  @Test
  void keepsToItsTimetableWhenItIsLate() {
    Publications each100Millis = publications(Question.FAN_OUT, 10, 0);

    assertThat(each100Millis.untilNext(0)).isZero();
    assertThat(each100Millis.untilNext(40_000_000)).isEqualTo(Duration.ofMillis(60));
    assertThat(each100Millis.untilNext(250_000_000)).isZero();
    assertThat(each100Millis.untilNext(260_000_000)).isEqualTo(Duration.ofMillis(40));
  }

  @Test
  void makesNothingUpAfterAPause() {
    Publications each100Millis = publications(Question.FAN_OUT, 10, 0);
    each100Millis.untilNext(0);
    each100Millis.pause();

    assertThat(each100Millis.untilNext(9_000_000_000L)).isZero();
    assertThat(each100Millis.untilNext(9_000_000_000L)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void countsItsMessagesWithoutHoles() {
    Publications one = publications(Question.FAN_OUT, 10, 0);

    for (long number = 0; number < 5; number++) {
      Stamp.Found found = Objects.requireNonNull(Stamp.next(one.next(false), 0));
      assertThat(found.stamp().number()).isEqualTo(number);
    }
  }

  @Test
  void putsALineForEachMessageOfABulk() {
    Publications bulk = publications(Question.MIXED, 40, 1);
    assertThat(bulk.bulk()).isTrue();

    assertThat(bulk.nextLines().lines())
        .hasSize(10)
        .allMatch(line -> line.startsWith("{\"topics\":[\"load.") && line.endsWith("}}"));
  }
}
