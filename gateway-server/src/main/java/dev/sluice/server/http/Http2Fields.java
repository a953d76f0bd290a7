package dev.sluice.server.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Map;

/** The fields of an HTTP/2 request as handlers look them up. Any thread. */
final class Http2Fields {
  private Http2Fields() {}

  /** All but the pseudo-header fields; the authority is the host (RFC 9113, 8.3.1). */
  static HttpHeaders of(Http2Headers headers) {
    HttpHeaders fields = new DefaultHttpHeaders();
    for (Map.Entry<CharSequence, CharSequence> field : headers) {
      if (field.getKey().charAt(0) != ':') {
        fields.add(field.getKey(), field.getValue());
      }
    }
    CharSequence authority = headers.authority();
    if (authority != null) {
      fields.set(HttpHeaderNames.HOST, authority);
    }
    return fields;
  }
}
