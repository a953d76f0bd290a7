package dev.sluice.core.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
  private static final long MAX_OFFSET = 999_999_999_999_999_999L;

  @Test
  void comesBackFromItsText() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      Position position = random(random);
      assertThat(Position.parse(position.text())).isEqualTo(position);
    }
  }

  @Test
  void comesBackAtItsBounds() {
    long key = (1L << Position.KEY_BITS) - 1;
    long epoch = (1L << Position.EPOCH_BITS) - 1;
    for (Position position : new Position[] {
      new Position(0, 0, 0), new Position(key, epoch, MAX_OFFSET), new Position(key, 0, 1)
    }) {
      assertThat(Position.parse(position.text())).isEqualTo(position);
    }
  }

  @Test
  void isUrlSafeAndShort() {
    Random random = new Random(2);
    for (int i = 0; i < 1000; i++) {
      assertThat(random(random).text()).matches("[A-Za-z0-9_-]{17,34}");
    }
  }

  @Test
  void beginsWithThePrefixOfItsTopic() {
    Topic topic = Registries.registry(Registries.ROOMY).topic("prices.eur");
    String prefix = new String(topic.cursorPrefix(), StandardCharsets.US_ASCII);

    assertThat(topic.position(17).text()).isEqualTo(prefix + 17);
    assertThat(prefix).hasSize(16);
  }

  @Test
  void isAsShortForTheLongestTopic() {
    Topic topic = Registries.registry(Registries.ROOMY).topic("x".repeat(TopicName.MAX_LENGTH));
    Position position = topic.position(5);

    assertThat(position.text()).hasSize(17);
    assertThat(Position.parse(position.text())).isEqualTo(position);
  }

  @Test
  void tellsTopicsApart() {
    Set<Long> keys = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      keys.add(Position.keyOf("topic." + i));
    }
    assertThat(keys).hasSize(100_000).allMatch(key -> key >>> Position.KEY_BITS == 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "sAAAAAAAAAAAAAAA", // no offset
        "tAAAAAAAAAAAAAAA1", // another version
        "sAAAAAAAAAAAAAA!1", // no digit of ours
        "sAAAAAAAAAAAAAAA1x",
        "sAAAAAAAAAAAAAAA-1",
        "sAAAAAAAAAAAAAAA+1",
        "sAAAAAAAAAAAAAAA1 ",
        "sAAAAAAAAAAAAAAA1000000000000000000", // 19 digits
        "sAAAAAAAAAAAAAAA\u0661", // a digit, but not ASCII
      })
  void refusesWhatIsNoPosition(String text) {
    assertThatThrownBy(() -> Position.parse(text))
        .isInstanceOf(InvalidCursorException.class)
        .hasMessage(
            "cursor is not one of this gateway's, nor latest, earliest or -N (N from 1 to 999999999)");
  }

  private static Position random(Random random) {
    long key = random.nextLong() & ((1L << Position.KEY_BITS) - 1);
    long epoch = random.nextLong() & ((1L << Position.EPOCH_BITS) - 1);
    long offset = (random.nextLong() >>> 1) % (MAX_OFFSET + 1) >>> random.nextInt(60);
    return new Position(key, epoch, offset);
  }
}
