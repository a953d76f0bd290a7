package dev.sluice.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;

/** What RFC 9112 asks of a request, and the decoder doesn't see to. Any thread. */
final class Http1Rules {
  private Http1Rules() {}

  /**
   * Checks a request's head.
   *
   * @throws ProblemException 505 for another major version than 1 (2.3), 400 for a request of
   *     HTTP/1.1 without just one Host (3.2), 501 for a transfer coding beside chunked (6.1)
   */
  static void check(HttpRequest request) {
    HttpVersion version = request.protocolVersion();
    if (version.majorVersion() != 1) {
      throw new ProblemException(new Problem(505, "this is HTTP/1.1, not " + version));
    }
    int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
    if (hosts > 1 || (hosts == 0 && version.minorVersion() > 0)) {
      throw new ProblemException(
          Problem.badRequest("a request has one Host header, this one has " + hosts));
    }
    String coding = request.headers().get(HttpHeaderNames.TRANSFER_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("chunked")) {
      throw new ProblemException(new Problem(501, "the transfer coding is to be chunked"));
    }
  }
}
