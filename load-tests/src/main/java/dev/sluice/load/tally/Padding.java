package dev.sluice.load.tally;

import java.util.Random;

/**
 * Text that makes a message as long as wanted. Immutable, any thread.
 *
 * <p>Random letters and digits, other ones in each message: what compresses away would flatter
 * WebSockets, which may compress.
 */
public final class Padding {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int VARIETY = 64 * 1024;
  private static final int STEP = 7919;

  private final String text;

  /** For messages of up to so many characters. */
  public Padding(int longest) {
    Random random = new Random(1);
    StringBuilder letters = new StringBuilder(longest + VARIETY);
    while (letters.length() < longest + VARIETY) {
      letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    text = letters.toString();
  }

  String of(int length, long number) {
    int from = (int) (number * STEP % VARIETY);
    return text.substring(from, from + length);
  }
}
