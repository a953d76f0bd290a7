package dev.sluice.load.tally;

import org.jspecify.annotations.Nullable;

/**
 * Finds a JSON string or number by its name, in text that holds no such name otherwise. Any thread.
 */
final class Field {
  private Field() {}

  /** The string value of the first field of this name, or null. */
  static @Nullable String string(String text, String marker) {
    int at = text.indexOf(marker);
    if (at < 0) {
      return null;
    }
    int from = at + marker.length();
    return text.substring(from, text.indexOf('"', from));
  }

  /** The digits that begin at a position. */
  static long number(String text, int from) {
    int to = from;
    while (to < text.length() && Character.isDigit(text.charAt(to))) {
      to++;
    }
    return Long.parseLong(text, from, to, 10);
  }
}
