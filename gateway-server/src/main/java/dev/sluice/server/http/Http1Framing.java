package dev.sluice.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/**
 * Where a request ends, by its head (RFC 9112, 6): everybody on its way must find the same end, or
 * one would take for the next request what the other takes for this one's body. Any thread.
 */
final class Http1Framing {
  /** The body is in chunks, and their sum is not known yet. */
  static final long CHUNKED = -1;

  /** More don't fit into a long. */
  private static final int MAX_DIGITS = 18;

  private Http1Framing() {}

  /**
   * The length of a request's body, 0 where it has none.
   *
   * @throws ProblemException if its end isn't clear
   */
  static long length(HttpRequest request) {
    HttpHeaders headers = request.headers();
    if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      checkChunked(request);
      return CHUNKED;
    }
    if (!headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
      return 0;
    }
    List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
    if (lengths.size() > 1) {
      throw bad("there is more than one Content-Length");
    }
    return number(lengths.get(0));
  }

  private static void checkChunked(HttpRequest request) {
    HttpHeaders headers = request.headers();
    if (headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
      throw bad("there is a Content-Length beside a Transfer-Encoding");
    }
    if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      throw bad("there is no Transfer-Encoding in HTTP/1.0");
    }
    String codings = String.join(",", headers.getAll(HttpHeaderNames.TRANSFER_ENCODING));
    String[] each = codings.split(",", -1);
    int chunked = 0;
    for (String coding : each) {
      chunked += isChunked(coding) ? 1 : 0;
    }
    if (chunked != 1 || !isChunked(each[each.length - 1])) {
      throw bad("the last Transfer-Encoding, and no other, is to be chunked");
    }
    if (each.length > 1) {
      throw new ProblemException(
          new Problem(501, "a Transfer-Encoding is chunked, once, and nothing else"));
    }
  }

  private static boolean isChunked(String coding) {
    return coding.strip().equalsIgnoreCase("chunked");
  }

  private static long number(String digits) {
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9 || (value > 0 && i >= MAX_DIGITS)) {
        throw bad("Content-Length is not a length");
      }
      value = value * 10 + digit;
    }
    if (digits.isEmpty()) {
      throw bad("Content-Length is not a length");
    }
    return value;
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(Problem.badRequest(detail));
  }
}
