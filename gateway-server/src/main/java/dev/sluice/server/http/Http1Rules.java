package dev.sluice.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.Iterator;

/**
 * What must hold of a request's head beside its syntax, so that it means the same to everybody on
 * its way (RFC 9112, 3.2 and 11.2). Any thread.
 */
final class Http1Rules {
  /** Of a WebSocket draft whose requests had a body without a length. */
  private static final AsciiString DRAFT_KEY = AsciiString.cached("sec-websocket-key1");

  private Http1Rules() {}

  /**
   * Checks a head, and puts its target into origin form.
   *
   * @throws ProblemException if it breaks a rule
   */
  static void check(HttpRequest request) {
    HttpVersion version = request.protocolVersion();
    boolean isHttp11 = version.equals(HttpVersion.HTTP_1_1);
    if (!isHttp11 && !version.equals(HttpVersion.HTTP_1_0)) {
      throw new ProblemException(new Problem(505, "this is HTTP/1.1, not " + version));
    }
    HttpHeaders headers = request.headers();
    String host = host(headers, isHttp11);
    if (headers.contains(DRAFT_KEY)) {
      throw bad("the length of a request with " + DRAFT_KEY + " is not clear");
    }
    request.setUri(RequestTarget.originForm(request.method(), request.uri(), host));
  }

  /** The host, empty where HTTP/1.0 does without. */
  private static String host(HttpHeaders headers, boolean required) {
    Iterator<String> hosts = headers.valueStringIterator(HttpHeaderNames.HOST);
    if (!hosts.hasNext()) {
      if (required) {
        throw bad("header Host is missing");
      }
      return "";
    }
    String host = hosts.next();
    if (hosts.hasNext()) {
      throw bad("header Host is there twice");
    }
    if (!Authority.isValid(host)) {
      throw bad("header Host is not a host and perhaps a port");
    }
    return host;
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(Problem.badRequest(detail));
  }
}
