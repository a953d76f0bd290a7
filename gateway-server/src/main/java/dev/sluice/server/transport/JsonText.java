package dev.sluice.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Writes JSON strings and numbers straight into a buffer: on the path of a message, so without a
 * library. Any thread.
 */
public final class JsonText {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private static final int MAX_LONG_DIGITS = 20;

  private JsonText() {}

  /** Writes UTF-8 text as a string with its quotes. */
  public static void writeString(ByteBuf out, byte[] utf8) {
    out.writeByte('"');
    int begin = 0;
    for (int i = 0; i < utf8.length; i++) {
      byte b = utf8[i];
      if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
        out.writeBytes(utf8, begin, i - begin);
        writeEscape(out, b);
        begin = i + 1;
      }
    }
    out.writeBytes(utf8, begin, utf8.length - begin).writeByte('"');
  }

  /** Writes a number that isn't negative, in decimal. */
  public static void writeNumber(ByteBuf out, long value) {
    out.ensureWritable(MAX_LONG_DIGITS);
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    int end = out.writerIndex() + digits;
    long rest = value;
    for (int i = end - 1; i >= end - digits; i--) {
      out.setByte(i, '0' + (int) (rest % 10));
      rest /= 10;
    }
    out.writerIndex(end);
  }

  /** Writes characters that are ASCII and need no escaping. */
  public static void writeAscii(ByteBuf out, CharSequence ascii) {
    ByteBufUtil.writeAscii(out, ascii);
  }

  private static void writeEscape(ByteBuf out, byte b) {
    out.writeByte('\\');
    switch (b) {
      case '"', '\\' -> out.writeByte(b);
      case '\n' -> out.writeByte('n');
      case '\r' -> out.writeByte('r');
      case '\t' -> out.writeByte('t');
      default -> {
        writeAscii(out, "u00");
        out.writeByte(HEX[b >> 4]).writeByte(HEX[b & 15]);
      }
    }
  }
}
