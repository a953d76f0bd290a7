package dev.sluice.load.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class StampTest {
  private final Padding padding = new Padding(4096);

  @Test
  void isFoundInWhateverATransportWrapsAroundIt() {
    Stamp stamp = new Stamp(3, 17, 123_456_789, false);
    String line =
        "{\"topic\":\"a\",\"id\":\"x\",\"time\":1,\"data\":" + stamp.toData(128, padding) + "}";

    Stamp.Found found = next(line, 0);

    assertThat(found.stamp()).isEqualTo(stamp);
    assertThat(Stamp.next(line, found.end())).isNull();
  }

  @Test
  void findsAllOfAnAnswerInOrder() {
    String first = new Stamp(0, 1, 5, false).toData(64, padding);
    String second = new Stamp(0, 2, 6, true).toData(64, padding);
    String answer = "{\"messages\":[{\"data\":" + first + "},{\"data\":" + second + "}]}";

    Stamp.Found one = next(answer, 0);
    Stamp.Found two = next(answer, one.end());

    assertThat(one.stamp().number()).isEqualTo(1);
    assertThat(two.stamp()).isEqualTo(new Stamp(0, 2, 6, true));
  }

  @Test
  void makesDataAsLongAsAskedFor() {
    for (int size : new int[] {64, 128, 1000, 4096}) {
      String data = new Stamp(0, 99_999, System.nanoTime(), false).toData(size, padding);

      assertThat(data.getBytes(StandardCharsets.UTF_8)).hasSize(size);
    }
  }

  @Test
  void padsEachMessageDifferently() {
    String one = new Stamp(0, 1, 5, false).toData(256, padding);
    String two = new Stamp(0, 2, 5, false).toData(256, padding);

    assertThat(one.substring(60)).isNotEqualTo(two.substring(60));
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(Stamp.next("{\"gap\":{\"topic\":\"a\"}}", 0)).isNull();
  }

  private static Stamp.Found next(String text, int from) {
    return Objects.requireNonNull(Stamp.next(text, from));
  }
}
