package dev.sluice.server.transport;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.core.topic.Cursor;
import dev.sluice.core.topic.InvalidCursorException;
import dev.sluice.core.topic.Position;
import dev.sluice.core.topic.Topic;
import dev.sluice.server.loop.LoopByHand;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever comes as a cursor is a place in a topic, or refused in so many words. */
class CursorFuzzTest {
  private static final int SHORTEST_POSITION = 17;
  private static final int PUBLISHED = 5;

  private final List<Topic> topics = topics();

  @FuzzTest(maxDuration = "5m")
  void comesBackAsItIsUnderstood(byte[] text) {
    String given = new String(text, StandardCharsets.UTF_8);
    try {
      Cursor cursor = Cursor.parse(given);
      if (cursor instanceof Cursor.Positions several) {
        requireSameAgain(given, several);
      } else if (!given.matches("latest|earliest|-[1-9][0-9]{0,8}")) {
        throw new AssertionError("a special cursor that the contract does not have");
      }
    } catch (InvalidCursorException refused) {
      requireInWords(refused, "cursor is not one of this gateway's, nor ");
    }
  }

  private static void requireSameAgain(String given, Cursor.Positions cursor) {
    if (cursor.positions().size() > given.length() / SHORTEST_POSITION) {
      throw new AssertionError(cursor.positions().size() + " positions");
    }
    String written = Cursor.join(cursor.positions());
    if (written.length() > given.length() || !Cursor.parse(written).equals(cursor)) {
      throw new AssertionError("written again it is " + written);
    }
  }

  @FuzzTest(maxDuration = "5m")
  void isAPlaceInATopic(byte[] text) {
    String given = new String(text, StandardCharsets.UTF_8);
    for (Topic topic : topics) {
      try {
        Position position = Cursor.parse(given).in(topic);
        if (position.topicKey() != topic.key() || !isPast(position, topic)) {
          throw new AssertionError(position + " in " + topic.name());
        }
      } catch (InvalidCursorException refused) {
        requireInWords(refused, "cursor ");
      }
    }
  }

  /** Whether it points to what was or is there, of this life or another. */
  private static boolean isPast(Position position, Topic topic) {
    return position.offset() >= 0
        && (position.epoch() != topic.epoch() || position.offset() <= topic.lastOffset());
  }

  private static void requireInWords(InvalidCursorException refused, String words) {
    if (!String.valueOf(refused.getMessage()).startsWith(words)) {
      throw new AssertionError("not in those words", refused);
    }
  }

  /** One that has messages and one that has none. */
  private static List<Topic> topics() {
    LoopByHand loop = LoopByHand.begin();
    for (int i = 0; i < PUBLISHED; i++) {
      loop.append("a", Published.text("x"));
    }
    return List.of(loop.topics().topic("a"), loop.topics().topic("b"));
  }
}
