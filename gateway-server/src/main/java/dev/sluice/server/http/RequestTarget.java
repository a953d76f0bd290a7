package dev.sluice.server.http;

import io.netty.handler.codec.http.HttpMethod;

/** The forms that a request's target may have (RFC 9112, 3.2). Any thread. */
final class RequestTarget {
  private static final String HTTP = "http://";
  private static final String HTTPS = "https://";

  private RequestTarget() {}

  /**
   * A target as path and query, or an asterisk, whichever form it came in.
   *
   * @param host of the Host header, empty where there was none
   * @throws ProblemException if it has none of the forms that its method may have
   */
  static String originForm(HttpMethod method, String target, String host) {
    if (method.equals(HttpMethod.CONNECT)) {
      throw bad("CONNECT asks for a tunnel, and this is no proxy");
    }
    if (target.startsWith("/")) {
      return target;
    }
    if (target.equals("*")) {
      if (method.equals(HttpMethod.OPTIONS)) {
        return target;
      }
      throw bad("the request target * is for OPTIONS only");
    }
    return fromAbsolute(method, target, host);
  }

  /** Its authority must be the Host header's: others may have looked at the one or the other. */
  private static String fromAbsolute(HttpMethod method, String target, String host) {
    int authority = schemeLength(target);
    if (authority == 0) {
      throw bad("the request target is neither a path nor an address with http or https");
    }
    int end = authority;
    while (end < target.length() && "/?".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    String said = target.substring(authority, end);
    if (!Authority.isValid(said) || (!host.isEmpty() && !said.equalsIgnoreCase(host))) {
      throw bad("the request target's host is not that of header Host");
    }
    if (end == target.length()) {
      return method.equals(HttpMethod.OPTIONS) ? "*" : "/";
    }
    return target.charAt(end) == '/' ? target.substring(end) : "/" + target.substring(end);
  }

  private static int schemeLength(String target) {
    if (target.regionMatches(true, 0, HTTP, 0, HTTP.length())) {
      return HTTP.length();
    }
    return target.regionMatches(true, 0, HTTPS, 0, HTTPS.length()) ? HTTPS.length() : 0;
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(Problem.badRequest(detail));
  }
}
