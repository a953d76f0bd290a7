package dev.sluice.server.loop;

/** Numbers of subscribers as operators see them. Any thread. */
public final class SubscriberId {
  private static final int RADIX = 36;

  private SubscriberId() {}

  /** A number in short. */
  public static String text(long id) {
    return Long.toString(id, RADIX);
  }

  /** The number that a text is, -1 where it is none. */
  public static long parse(String text) {
    return text.matches("[0-9a-z]{1,12}") ? Long.parseLong(text, RADIX) : -1;
  }
}
