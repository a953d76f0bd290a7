package dev.sluice.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When memory is short; its use and time are set by hand. */
class MemoryWatchTest {
  private final ManualClock clock = new ManualClock();
  private final GaugeByHand gauge = new GaugeByHand();
  private final MemoryWatch watch = new MemoryWatch(gauge, new MemoryMarks(80, 90), clock);

  @Test
  void isShortOfHeapFromTheMarkUntilWellBelowIt() {
    assertThat(shortAfterCollection(799)).isFalse();
    assertThat(shortAfterCollection(800)).isTrue();
    assertThat(shortAfterCollection(760)).isTrue();
    assertThat(shortAfterCollection(749)).isFalse();
    assertThat(shortAfterCollection(799)).isFalse();
  }

  @Test
  void isShortOfMemoryOutsideTheHeapByAMarkOfItsOwn() {
    gauge.direct(899);
    assertThat(look()).isFalse();
    gauge.direct(900);
    assertThat(look()).isTrue();
    gauge.direct(843);
    assertThat(look()).isFalse();
  }

  @Test
  void isShortWhileEitherIs() {
    gauge.direct(900);
    assertThat(shortAfterCollection(800)).isTrue();
    gauge.direct(0);
    assertThat(look()).isTrue();
    assertThat(shortAfterCollection(0)).isFalse();
  }

  /** Without new connections there may be no collection that would tell that there is room. */
  @Test
  void believesACollectionForSomeTimeOnly() {
    shortAfterCollection(900);
    clock.advance(Duration.ofSeconds(29));
    assertThat(look()).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(look()).isFalse();

    assertThat(shortAfterCollection(900)).isTrue();
  }

  @Test
  void isNeverShortByAMarkOfAHundred() {
    watch.replace(new MemoryMarks(100, 100));
    gauge.direct(1000);

    assertThat(shortAfterCollection(1000)).isFalse();
  }

  private boolean shortAfterCollection(long used) {
    gauge.collect(used);
    return look();
  }

  private boolean look() {
    watch.look();
    return watch.isShort();
  }
}
