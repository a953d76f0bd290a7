package dev.sluice.load.user;

import io.gatling.http.client.Request;
import io.gatling.http.response.Response;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;
import java.util.Map;

/** Bytes of a request and of an answer in HTTP/1.1, as they are written. Any thread. */
final class WireSize {
  private static final int REQUEST_LINE = "  HTTP/1.1\r\n".length();
  private static final int STATUS_LINE = "HTTP/1.1 200 \r\n".length();
  private static final int HEADER = ": \r\n".length();
  private static final int END = "\r\n".length();

  private WireSize() {}

  /** Of one without a body. */
  static long of(Request request) {
    return request.getMethod().name().length()
        + request.getUri().toRelativeUrl().length()
        + REQUEST_LINE
        + size(request.getHeaders());
  }

  static long of(Response response) {
    return STATUS_LINE
        + response.status().reasonPhrase().length()
        + size(response.headers())
        + response.body().length();
  }

  private static long size(HttpHeaders headers) {
    long size = END;
    Iterator<Map.Entry<CharSequence, CharSequence>> each = headers.iteratorCharSequence();
    while (each.hasNext()) {
      Map.Entry<CharSequence, CharSequence> header = each.next();
      size += header.getKey().length() + header.getValue().length() + HEADER;
    }
    return size;
  }
}
