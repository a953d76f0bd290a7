package dev.sluice.core.topic;

/**
 * A place in one topic's history: everything up to and including an offset was seen. Immutable, any
 * thread. Its text is 16 characters that name the topic and its epoch, then the offset in decimal;
 * {@link Cursor} joins several.
 *
 * @param topicKey 48 bits that stand for the topic's name, {@link #keyOf}
 * @param epoch 42 bits that name one life of the history
 * @param offset of the last message seen, 0 for none
 */
public record Position(long topicKey, long epoch, long offset) {
  /** Bits of an epoch. */
  public static final int EPOCH_BITS = 42;

  static final int KEY_BITS = 48;
  private static final char VERSION = 's';
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int PREFIX_LENGTH = 1 + KEY_BITS / 6 + EPOCH_BITS / 6;
  private static final int MAX_LENGTH = PREFIX_LENGTH + 18;

  /**
   * Stands for a topic's name in a cursor: the same for one name everywhere, different for two with
   * near certainty.
   */
  public static long keyOf(String topic) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < topic.length(); i++) {
      hash = (hash ^ topic.charAt(i)) * 0x100000001b3L;
    }
    hash ^= hash >>> 32;
    hash *= 0xd6e8feb86659fd93L;
    hash ^= hash >>> 32;
    return hash & ((1L << KEY_BITS) - 1);
  }

  /** The constant part of every cursor into one life of a topic, 16 ASCII characters. */
  static String prefix(long topicKey, long epoch) {
    StringBuilder text = new StringBuilder(PREFIX_LENGTH).append(VERSION);
    appendDigits(text, topicKey, KEY_BITS);
    appendDigits(text, epoch, EPOCH_BITS);
    return text.toString();
  }

  /** The text that clients keep. */
  public String text() {
    return prefix(topicKey, epoch) + offset;
  }

  /**
   * Reads the text of one position.
   *
   * @throws InvalidCursorException if it is not one
   */
  static Position parse(String text) {
    if (text.length() <= PREFIX_LENGTH || text.length() > MAX_LENGTH || text.charAt(0) != VERSION) {
      throw InvalidCursorException.malformed();
    }
    int keyEnd = 1 + KEY_BITS / 6;
    long key = digits(text, 1, keyEnd);
    long epoch = digits(text, keyEnd, PREFIX_LENGTH);
    return new Position(key, epoch, decimal(text, PREFIX_LENGTH));
  }

  private static void appendDigits(StringBuilder text, long value, int bits) {
    for (int shift = bits - 6; shift >= 0; shift -= 6) {
      text.append(DIGITS.charAt((int) (value >>> shift) & 63));
    }
  }

  private static long digits(String text, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0) {
        throw InvalidCursorException.malformed();
      }
      value = value << 6 | digit;
    }
    return value;
  }

  private static long decimal(String text, int from) {
    long value = 0;
    for (int i = from; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw InvalidCursorException.malformed();
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
