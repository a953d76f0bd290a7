package dev.sluice.server.payload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Whether bytes are text (RFC 3629). Any thread. */
public final class Utf8 {
  private Utf8() {}

  /** True where a range of bytes is UTF-8, without surrogates and overlong forms. */
  public static boolean isValid(byte[] bytes, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (bytes[i] < 0) {
        return isDecodable(bytes, i, from + length - i);
      }
    }
    return true;
  }

  /** True where all of it is UTF-8. */
  public static boolean isValid(byte[] bytes) {
    return isValid(bytes, 0, bytes.length);
  }

  private static boolean isDecodable(byte[] bytes, int from, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
