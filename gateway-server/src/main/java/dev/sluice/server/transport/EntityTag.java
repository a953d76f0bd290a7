package dev.sluice.server.transport;

import org.jspecify.annotations.Nullable;

/** Cursors as entity tags (RFC 9110, 8.8.3). Any thread. */
public final class EntityTag {
  private EntityTag() {}

  /** The tag of a cursor. */
  public static String of(String cursor) {
    return '"' + cursor + '"';
  }

  /**
   * The cursor in an If-None-Match header, null where there is none; of several tags the first,
   * {@code *} for none.
   */
  static @Nullable String cursorOf(@Nullable String ifNoneMatch) {
    if (ifNoneMatch == null) {
      return null;
    }
    int begin = ifNoneMatch.indexOf('"');
    int end = begin < 0 ? -1 : ifNoneMatch.indexOf('"', begin + 1);
    return end > begin + 1 ? ifNoneMatch.substring(begin + 1, end) : null;
  }
}
