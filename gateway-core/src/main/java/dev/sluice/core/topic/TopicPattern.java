package dev.sluice.core.topic;

import java.util.List;

/**
 * Matches topic names: {@code *} is one segment, {@code **} (only as the last one) any number of
 * trailing segments, none included. Immutable, any thread.
 *
 * @param text the pattern as written, {@code prices.*}
 */
public record TopicPattern(String text) {
  private static final String ONE = "*";
  private static final String REST = "**";

  /**
   * Checks the pattern.
   *
   * @throws InvalidTopicException if it is neither a topic nor one with wildcards as whole segments
   */
  public TopicPattern {
    List<String> segments = segments(text);
    for (int i = 0; i < segments.size(); i++) {
      checkSegment(text, segments.get(i), i == segments.size() - 1);
    }
  }

  /** Tells whether a valid topic name is covered. */
  public boolean matches(String topic) {
    if (text.equals(REST)) {
      return true; // by far the most common one, and on the way of every message
    }
    List<String> wanted = segments(text);
    List<String> given = segments(topic);
    int fixed = wanted.get(wanted.size() - 1).equals(REST) ? wanted.size() - 1 : wanted.size();
    if (given.size() < fixed || (fixed == wanted.size() && given.size() > fixed)) {
      return false;
    }
    for (int i = 0; i < fixed; i++) {
      if (!wanted.get(i).equals(ONE) && !wanted.get(i).equals(given.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether a valid topic name is covered by one of several. */
  public static boolean anyMatches(List<TopicPattern> patterns, String topic) {
    for (TopicPattern pattern : patterns) {
      if (pattern.matches(topic)) {
        return true;
      }
    }
    return false;
  }

  private static void checkSegment(String pattern, String segment, boolean last) {
    if (segment.equals(ONE) || (last && segment.equals(REST))) {
      return;
    }
    String fault = TopicName.fault(segment);
    if (fault != null) {
      throw new InvalidTopicException(
          "topic pattern \"" + pattern + "\": a segment is a name, * or, as the last one, **");
    }
  }

  private static List<String> segments(String text) {
    return List.of(text.split("\\.", -1));
  }
}
