package dev.sluice.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2Settings;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The request to go on in HTTP/2 in clear text (RFC 7540, 3.2). Any thread. */
final class H2cUpgrade {
  private static final String SETTINGS = "HTTP2-Settings";
  private static final int SETTING_BYTES = 6;
  private static final Set<String> HOP_BY_HOP = Set.of(
      "connection",
      "upgrade",
      "http2-settings",
      "host",
      "keep-alive",
      "proxy-connection",
      "te",
      "transfer-encoding");

  private H2cUpgrade() {}

  /**
   * The client's settings where a request asks for the change, and may have it; else null, and it
   * is answered as it is.
   */
  static @Nullable Http2Settings settings(HttpRequest request) {
    HttpHeaders headers = request.headers();
    boolean asked = request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && headers.containsValue(HttpHeaderNames.UPGRADE, "h2c", true)
        && headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)
        && headers.getAll(SETTINGS).size() == 1
        && HttpUtil.getContentLength(request, 0L) == 0
        && !HttpUtil.isTransferEncodingChunked(request);
    return asked ? decode(headers.get(SETTINGS)) : null;
  }

  static boolean isHopByHop(String lowerCaseName) {
    return HOP_BY_HOP.contains(lowerCaseName);
  }

  private static @Nullable Http2Settings decode(String base64) {
    try {
      ByteBuffer payload = ByteBuffer.wrap(Base64.getUrlDecoder().decode(base64));
      if (payload.remaining() % SETTING_BYTES != 0) {
        return null;
      }
      Http2Settings settings = new Http2Settings();
      while (payload.hasRemaining()) {
        settings.put((char) payload.getShort(), Long.valueOf(payload.getInt() & 0xffffffffL));
      }
      return settings;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
