package dev.sluice.server.publishapi;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Collects the bytes of one line after the other, up to a limit; what is beyond is dropped, and
 * known. One thread.
 */
final class LineBuffer {
  private static final int INITIAL_BYTES = 1024;

  private final int maxBytes;
  private byte[] bytes = new byte[INITIAL_BYTES];
  private int length;
  private boolean tooLong;

  LineBuffer(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  void append(ByteBuf from, int count) {
    int taken = Math.min(count, maxBytes - length);
    if (length + taken > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + taken, Math.min(maxBytes, bytes.length * 2)));
    }
    from.readBytes(bytes, length, taken);
    from.skipBytes(count - taken);
    length += taken;
    tooLong |= taken < count;
  }

  void clear() {
    length = 0;
    tooLong = false;
  }

  boolean isTooLong() {
    return tooLong;
  }

  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (bytes[i] > ' ' || bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  int maxBytes() {
    return maxBytes;
  }
}
