package dev.sluice.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Methods, versions and names of headers for the bytes of a head: the common ones are constants,
 * which know their hash already, so that most heads make no name of their own. Any thread.
 */
final class Http1Names {
  private static final int SLOTS = 128;
  private static final AsciiString[] COMMON = {
    HttpHeaderNames.ACCEPT,
    HttpHeaderNames.ACCEPT_ENCODING,
    HttpHeaderNames.ACCEPT_LANGUAGE,
    HttpHeaderNames.AUTHORIZATION,
    HttpHeaderNames.CACHE_CONTROL,
    HttpHeaderNames.CONNECTION,
    HttpHeaderNames.CONTENT_LENGTH,
    HttpHeaderNames.CONTENT_TYPE,
    HttpHeaderNames.COOKIE,
    HttpHeaderNames.EXPECT,
    HttpHeaderNames.HOST,
    HttpHeaderNames.IF_NONE_MATCH,
    HttpHeaderNames.ORIGIN,
    HttpHeaderNames.PRAGMA,
    HttpHeaderNames.REFERER,
    HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS,
    HttpHeaderNames.SEC_WEBSOCKET_KEY,
    HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL,
    HttpHeaderNames.SEC_WEBSOCKET_VERSION,
    HttpHeaderNames.TRANSFER_ENCODING,
    HttpHeaderNames.UPGRADE,
    HttpHeaderNames.USER_AGENT,
    AsciiString.cached("forwarded"),
    AsciiString.cached("idempotency-key"),
    AsciiString.cached("last-event-id"),
    AsciiString.cached("prefer"),
    AsciiString.cached("x-forwarded-for")
  };
  private static final @Nullable AsciiString[] TABLE = table();

  private Http1Names() {}

  static HttpMethod method(byte[] bytes, int from, int to) {
    if (to - from == 3 && bytes[from] == 'G' && bytes[from + 1] == 'E' && bytes[from + 2] == 'T') {
      return HttpMethod.GET;
    }
    return HttpMethod.valueOf(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
  }

  /** Of the form {@code HTTP/1.1}. */
  static HttpVersion version(byte[] bytes, int from, int to) {
    if (bytes[to - 3] == '1' && bytes[to - 1] == '1') {
      return HttpVersion.HTTP_1_1;
    }
    return HttpVersion.valueOf(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
  }

  /** The name of a header, which is at least one character of a token. */
  static AsciiString field(byte[] bytes, int from, int to) {
    AsciiString common = TABLE[slot(bytes[from], bytes[to - 1], to - from)];
    if (common != null && common.length() == to - from && isSame(common, bytes, from)) {
      return common;
    }
    return new AsciiString(bytes, from, to - from, true);
  }

  /** Common names are of small letters and hyphens: nothing else of a token matches those. */
  private static boolean isSame(AsciiString common, byte[] bytes, int from) {
    byte[] expected = common.array();
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[from + i] | 0x20) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private static int slot(byte first, byte last, int length) {
    return ((first | 0x20) + (last | 0x20) * 2 + length * 11) % SLOTS;
  }

  private static @Nullable AsciiString[] table() {
    AsciiString[] table = new AsciiString[SLOTS];
    for (AsciiString name : COMMON) {
      byte[] bytes = name.array();
      int slot = slot(bytes[0], bytes[bytes.length - 1], bytes.length);
      if (table[slot] != null) {
        throw new IllegalStateException(name + " and " + table[slot] + " share a slot");
      }
      table[slot] = name;
    }
    return table;
  }
}
