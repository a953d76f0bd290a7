package dev.sluice.server.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name that someone most likely meant. Any thread. */
final class Nearest {
  private Nearest() {}

  /**
   * The known name with the fewest edits, the first of equals; a right last part in the wrong
   * place, and a name cut short at a separator, count as one.
   *
   * @param known at least one
   * @param separator between the parts of a name
   */
  static String of(String name, Collection<String> known, String separator) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate, separator)))
        .orElseThrow();
  }

  private static int distance(String name, String candidate, String separator) {
    if (candidate.startsWith(name + separator)) {
      return 1;
    }
    int moved = 1 + edits(lastPart(name, separator), lastPart(candidate, separator));
    return Math.min(edits(name, candidate), moved);
  }

  private static String lastPart(String name, String separator) {
    int end = name.lastIndexOf(separator);
    return end < 0 ? name : name.substring(end + separator.length());
  }

  /** The Levenshtein distance, row by row. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row = nextRow(row, a.charAt(i - 1), i, b);
    }
    return row[b.length()];
  }

  private static int[] nextRow(int[] above, char c, int i, String b) {
    int[] row = new int[above.length];
    row[0] = i;
    for (int j = 1; j < row.length; j++) {
      int replaced = above[j - 1] + (b.charAt(j - 1) == c ? 0 : 1);
      row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
    }
    return row;
  }
}
