package dev.sluice.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which origins' pages may read answers (Fetch standard, section 3.3), with credentials where they
 * are listed by name. Immutable, any thread.
 *
 * @param allowedOrigins each as a browser sends it, or {@code *} for any
 */
public record Cors(List<String> allowedOrigins) {
  private static final String ANY = "*";
  private static final String ALLOWED_HEADERS =
      "Accept, Authorization, Cache-Control, Content-Type, If-None-Match, Last-Event-ID, Prefer";
  private static final String EXPOSED_HEADERS = "ETag, Link, Retry-After";
  private static final String PREFLIGHT_SECONDS = "86400";

  /** No page of any origin: for listeners that browsers don't read. */
  public static final Cors NONE = new Cors(List.of());

  /** Whether pages of an origin may; what comes without an origin isn't a page's. */
  public boolean allows(@Nullable String origin) {
    return origin == null || allowedOrigins.contains(ANY) || allowedOrigins.contains(origin);
  }

  /** Whether an origin is listed by name: its pages are trusted with their user's credentials. */
  public boolean lists(@Nullable String origin) {
    return origin != null && !origin.equals(ANY) && allowedOrigins.contains(origin);
  }

  /** Adds the headers that let a page of the request's origin read the answer. */
  public void addTo(Response response, HttpHeaders request) {
    String origin = request.get(HttpHeaderNames.ORIGIN);
    if (origin == null || allowedOrigins.isEmpty()) {
      return;
    }
    response.header("Vary", "Origin");
    if (lists(origin)) {
      response
          .header("Access-Control-Allow-Origin", origin)
          .header("Access-Control-Allow-Credentials", "true")
          .header("Access-Control-Expose-Headers", EXPOSED_HEADERS);
    } else if (allows(origin)) {
      response
          .header("Access-Control-Allow-Origin", ANY)
          .header("Access-Control-Expose-Headers", EXPOSED_HEADERS);
    }
  }

  /** Answers a question about methods, a browser's preflight included. */
  public static Response options(HttpHeaders request, String methods) {
    Response response = new Response(204).header("Allow", methods);
    if (request.contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD)) {
      response
          .header("Access-Control-Allow-Methods", methods)
          .header("Access-Control-Allow-Headers", ALLOWED_HEADERS)
          .header("Access-Control-Max-Age", PREFLIGHT_SECONDS);
    }
    return response;
  }
}
