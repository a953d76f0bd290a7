package dev.sluice.load.tally;

import org.jspecify.annotations.Nullable;

/**
 * What a publisher writes into each message, and finds again in whatever a transport wraps around
 * it. Immutable, any thread.
 *
 * <p>Found by its marker, not by parsing JSON, so that every transport costs the generator the
 * same.
 *
 * @param source who counts
 * @param number its count, from 0 on, without holes
 * @param nanos {@code System.nanoTime()} of the publisher, which is in the process of the
 *     subscribers
 * @param last whether the source has no more
 */
public record Stamp(int source, long number, long nanos, boolean last) {
  private static final String MARKER = "\"stamp\":\"";

  /** Where a scan of a text has come to, and what it found there. */
  public record Found(Stamp stamp, int end) {}

  /** The message, as long as asked for where there is room for padding. */
  public String toData(int size, Padding padding) {
    String head = "{" + MARKER + source + "." + number + "." + nanos + (last ? ".l" : ".m") + "\"";
    int room = size - head.length() - ",\"pad\":\"\"}".length();
    return room <= 0 ? head + "}" : head + ",\"pad\":\"" + padding.of(room, number) + "\"}";
  }

  /** The next stamp in the text from a position on, or null. */
  public static @Nullable Found next(String text, int from) {
    int at = text.indexOf(MARKER, from);
    if (at < 0) {
      return null;
    }
    int source = at + MARKER.length();
    int number = text.indexOf('.', source) + 1;
    int nanos = text.indexOf('.', number) + 1;
    int kind = text.indexOf('.', nanos) + 1;
    Stamp stamp = new Stamp(
        Integer.parseInt(text, source, number - 1, 10),
        Long.parseLong(text, number, nanos - 1, 10),
        Long.parseLong(text, nanos, kind - 1, 10),
        text.charAt(kind) == 'l');
    return new Found(stamp, kind);
  }
}
