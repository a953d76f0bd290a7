package dev.sluice.core.topic;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a reader wants to begin, as it came from a client: one of the special cursors, which hold
 * for each topic by itself, or positions in one or several topics, joined by {@code .} in any
 * order. Immutable, any thread.
 */
public sealed interface Cursor {
  /** Only what comes. */
  Cursor LATEST = new LastN(0);

  /** All that is held. */
  Cursor EARLIEST = new LastN(Long.MAX_VALUE);

  /**
   * The position to begin at in a topic. Its epoch may be another than the topic's: the history
   * that it points to is gone.
   *
   * @throws InvalidCursorException if the cursor does not cover the topic or is ahead of it
   */
  Position in(Topic topic);

  /**
   * Reads a cursor.
   *
   * @throws InvalidCursorException if it is none
   */
  static Cursor parse(String text) {
    if (text.equals("latest")) {
      return LATEST;
    }
    if (text.equals("earliest")) {
      return EARLIEST;
    }
    return text.startsWith("-") ? parseLastN(text) : parsePositions(text);
  }

  private static Cursor parseLastN(String text) {
    if (!text.matches("-[1-9][0-9]{0,8}")) {
      throw InvalidCursorException.malformed();
    }
    return new LastN(Long.parseLong(text.substring(1)));
  }

  private static Cursor parsePositions(String text) {
    if (text.indexOf('.') < 0) { // nearly always
      return new Positions(List.of(Position.parse(text)));
    }
    List<Position> positions = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      positions.add(Position.parse(part));
    }
    return new Positions(List.copyOf(positions));
  }

  /** The text of a cursor that covers all these positions. */
  static String join(List<Position> positions) {
    StringBuilder text = new StringBuilder();
    for (Position position : positions) {
      text.append(text.isEmpty() ? "" : ".").append(position.text());
    }
    return text.toString();
  }

  /**
   * The last messages held.
   *
   * @param count how many, 0 for none
   */
  record LastN(long count) implements Cursor {
    @Override
    public Position in(Topic topic) {
      long last = topic.lastOffset();
      long held = last + 1 - topic.firstOffset();
      return topic.position(last - Math.max(0, Math.min(count, held)));
    }
  }

  /**
   * A place in each of several topics.
   *
   * @param positions one a topic
   */
  record Positions(List<Position> positions) implements Cursor {
    @Override
    public Position in(Topic topic) {
      for (Position position : positions) {
        if (position.topicKey() == topic.key()) {
          return checked(position, topic);
        }
      }
      throw InvalidCursorException.notCovering(topic.name());
    }

    private static Position checked(Position position, Topic topic) {
      if (position.epoch() == topic.epoch() && position.offset() > topic.lastOffset()) {
        throw InvalidCursorException.ahead(topic.name(), topic.lastOffset());
      }
      return position;
    }
  }
}
