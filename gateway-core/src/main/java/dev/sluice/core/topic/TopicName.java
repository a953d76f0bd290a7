package dev.sluice.core.topic;

import org.jspecify.annotations.Nullable;

/**
 * The rules of a topic's name: 1 to 255 characters of {@code A-Z a-z 0-9 _ - . : @ ~ + = ,} in
 * {@code .}-separated segments, none of them empty. Any thread.
 */
public final class TopicName {
  /** The most characters a name has. */
  public static final int MAX_LENGTH = 255;

  /** Of a name that is wrong, so much is repeated. */
  private static final int SHOWN_LENGTH = 64;

  private static final boolean[] ALLOWED = allowed();

  private TopicName() {}

  /**
   * Says what is wrong with a name.
   *
   * @return null where the name is valid, else one sentence with the value's fault and what was
   *     expected
   */
  public static @Nullable String fault(String name) {
    if (name.isEmpty()) {
      return "a topic has 1 to 255 characters, this one has none";
    }
    if (name.length() > MAX_LENGTH) {
      return "a topic has 1 to 255 characters, this one has " + name.length();
    }
    return characterFault(name);
  }

  /**
   * Returns the name as it is.
   *
   * @throws InvalidTopicException if the name breaks a rule
   */
  public static String require(String name) {
    String fault = fault(name);
    if (fault != null) {
      throw new InvalidTopicException("topic \"" + shown(name) + "\": " + fault);
    }
    return name;
  }

  private static @Nullable String characterFault(String name) {
    char previous = '.';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isAllowed(c)) {
        return "character " + i + " is not one of A-Z a-z 0-9 _ - . : @ ~ + = ,";
      }
      if (c == '.' && previous == '.') {
        return "segment at character " + i + " is empty";
      }
      previous = c;
    }
    return previous == '.' ? "the last segment is empty" : null;
  }

  private static String shown(String name) {
    return name.length() <= SHOWN_LENGTH ? name : name.substring(0, SHOWN_LENGTH) + "…";
  }

  static boolean isAllowed(char c) {
    return c < ALLOWED.length && ALLOWED[c];
  }

  private static boolean[] allowed() {
    boolean[] table = new boolean[128];
    String characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:@~+=,";
    characters.chars().forEach(c -> table[c] = true);
    return table;
  }
}
