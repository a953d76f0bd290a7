package dev.sluice.server.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * An answer that says what is wrong (RFC 9457). Immutable, any thread.
 *
 * @param status of HTTP
 * @param detail what exactly, fit for a client
 * @param headers names and values in turn, beside the usual ones
 */
public record Problem(int status, String detail, String... headers) {
  private static final long RETRY_SECONDS = 2;

  /** 400: the request says something that can't be. */
  public static Problem badRequest(String detail) {
    return new Problem(400, detail);
  }

  /** 403: it is understood, and refused. */
  public static Problem forbidden(String detail) {
    return new Problem(403, detail);
  }

  /** 404. */
  public static Problem notFound(String detail) {
    return new Problem(404, detail);
  }

  /** 405: the method isn't one of those that the resource has. */
  public static Problem methodNotAllowed(String method, String allowed) {
    return new Problem(
        405, "method " + method + " is not allowed here, only " + allowed, "Allow", allowed);
  }

  /** 413: more bytes than a limit. */
  public static Problem tooLarge(String what, long limitBytes) {
    return new Problem(413, what + " is larger than the limit of " + limitBytes + " bytes");
  }

  /** 429: more than this client may. */
  public static Problem tooMany(String detail, long retryAfterSeconds) {
    return new Problem(429, detail, "Retry-After", Long.toString(retryAfterSeconds));
  }

  /** 503: not now. */
  public static Problem unavailable(String detail) {
    return unavailable(detail, RETRY_SECONDS);
  }

  /** 503: not now, but after some seconds. */
  public static Problem unavailable(String detail, long retryAfterSeconds) {
    return new Problem(503, detail, "Retry-After", Long.toString(retryAfterSeconds));
  }

  /** The media type of the body. */
  public static final String CONTENT_TYPE = "application/problem+json";

  /** What the status says. */
  public String title() {
    return HttpResponseStatus.valueOf(status).reasonPhrase();
  }

  /** The body. */
  public String json() {
    String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(detail));
    return "{\"type\":\"about:blank\",\"title\":\"" + title() + "\",\"status\":" + status
        + ",\"detail\":\"" + escaped + "\"}";
  }
}
