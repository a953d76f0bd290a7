package dev.sluice.core.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final int HELD = 10;

  private final TopicRegistry topics = Registries.registry(Registries.limits(HELD, 1 << 20));

  @ParameterizedTest
  @CsvSource({
    "latest, 25",
    "earliest, 15",
    "-1, 24",
    "-9, 16",
    "-10, 15",
    "-11, 15",
    "-999999999, 15"
  })
  void specialCursorsCountFromTheEnds(String cursor, long offset) {
    Topic topic = published("t", 25);

    assertThat(Cursor.parse(cursor).in(topic)).isEqualTo(topic.position(offset));
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "earliest", "-1", "-100"})
  void specialCursorsBeginAnEmptyTopicAtItsBeginning(String cursor) {
    Topic topic = topics.topic("empty");

    assertThat(Cursor.parse(cursor).in(topic)).isEqualTo(topic.position(0));
  }

  @Test
  void anIdIsACursorOfItsTopic() {
    topics.append("t", Publications.text("1"));
    TopicRegistry.Appended second = topics.append("t", Publications.text("2"));

    assertThat(Cursor.parse(second.id()).in(second.topic()))
        .isEqualTo(second.topic().position(2));
  }

  @Test
  void anIdOfTheLongestTopicIsACursorToo() {
    String name = "x".repeat(TopicName.MAX_LENGTH);
    TopicRegistry.Appended appended = topics.append(name, Publications.text("1"));

    assertThat(Cursor.parse(appended.id()).in(appended.topic()).offset()).isEqualTo(1);
  }

  @Test
  void coversSeveralTopicsInAnyOrder() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      List<Topic> some = someTopics(random, 1 + random.nextInt(8));
      List<Position> positions = new ArrayList<>();
      some.forEach(t -> positions.add(t.position(random.nextInt((int) t.lastOffset() + 1))));
      List<Position> shuffled = new ArrayList<>(positions);
      Collections.shuffle(shuffled, random);

      Cursor cursor = Cursor.parse(Cursor.join(shuffled));

      for (int i = 0; i < some.size(); i++) {
        assertThat(cursor.in(some.get(i))).isEqualTo(positions.get(i));
      }
    }
  }

  @Test
  void isRefusedWhereItDoesNotCoverTheTopic() {
    Topic covered = published("covered", 1);
    Topic other = published("other", 1);
    Cursor cursor = Cursor.parse(covered.position(1).text());

    assertThatThrownBy(() -> cursor.in(other))
        .isInstanceOf(InvalidCursorException.class)
        .hasMessage("cursor does not cover topic other");
  }

  @Test
  void isRefusedAheadOfTheTopic() {
    Topic topic = published("t", 3);

    assertThat(Cursor.parse(topic.position(3).text()).in(topic)).isEqualTo(topic.position(3));
    assertThatThrownBy(() -> Cursor.parse(topic.position(4).text()).in(topic))
        .isInstanceOf(InvalidCursorException.class)
        .hasMessage("cursor is ahead of topic t, whose newest message is number 3");
  }

  @Test
  void pointsIntoAnotherLifeWhateverItsOffset() {
    Topic old = published("t", 9);
    topics.delete("t");
    Topic topic = published("t", 1);

    Position position = Cursor.parse(old.position(9).text()).in(topic);

    assertThat(position).isEqualTo(old.position(9)).isNotEqualTo(topic.position(9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "Latest",
        "LATEST",
        " latest",
        "-",
        "-0",
        "-01",
        "-1.5",
        "--1",
        "-x",
        "-1000000000",
        "0",
        "5",
        "."
      })
  void refusesWhatIsNoCursor(String text) {
    assertMalformed(text);
  }

  @Test
  void refusesPositionsThatAreNotJoinedByOneDot() {
    String one = published("t", 1).position(1).text();

    for (String text : new String[] {
      one + ".", "." + one, one + ".." + one, one + "," + one, one + one, one + ".latest"
    }) {
      assertMalformed(text);
    }
  }

  @Test
  void refusesGarbageButNeverFailsOtherwise() {
    Random random = new Random(4);
    String valid =
        Cursor.join(List.of(published("a", 5).position(5), published("b", 5).position(2)));
    for (int i = 0; i < 20_000; i++) {
      char[] text = valid.toCharArray();
      for (int edits = random.nextInt(4); edits >= 0; edits--) {
        text[random.nextInt(text.length)] =
            (char) (random.nextInt(4) > 0 ? random.nextInt(128) : random.nextInt(0x10000));
      }
      String garbled = new String(text, random.nextInt(2) * random.nextInt(5), text.length - 5);
      try {
        assertThat(Cursor.parse(garbled)).isInstanceOf(Cursor.Positions.class);
      } catch (InvalidCursorException expected) {
        assertThat(expected).hasMessageStartingWith("cursor is not one of this gateway's");
      }
    }
  }

  private static void assertMalformed(String text) {
    assertThatThrownBy(() -> Cursor.parse(text))
        .as(text)
        .isInstanceOf(InvalidCursorException.class)
        .hasMessageStartingWith("cursor is not one of this gateway's");
  }

  private List<Topic> someTopics(Random random, int count) {
    List<Topic> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(published("topic." + random.nextInt(1000) + "." + i, random.nextInt(15)));
    }
    return some;
  }

  private Topic published(String name, int messages) {
    for (int i = 0; i < messages; i++) {
      topics.append(name, Publications.text("m"));
    }
    return topics.topic(name);
  }
}
