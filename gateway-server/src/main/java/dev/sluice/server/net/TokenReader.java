package dev.sluice.server.net;

import dev.sluice.server.auth.AccessDeniedException;
import dev.sluice.server.auth.AccessDeniedException.Reason;
import dev.sluice.server.http.Cors;
import dev.sluice.server.http.Exchange;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the token in a request (RFC 6750, section 2): in the Authorization header, in the query
 * where headers can't be set, or in a cookie. Immutable, any thread.
 *
 * @param cookieName gives the name of the cookie, empty for none
 * @param cors says which pages may use their user's cookies
 */
public record TokenReader(Supplier<String> cookieName, Supplier<Cors> cors) {
  private static final String BEARER = "Bearer";
  private static final String PARAMETER = "access_token";

  /**
   * The token, null where there is none.
   *
   * @throws AccessDeniedException if there are several
   */
  @Nullable PresentedToken read(Exchange exchange) {
    String header = inHeader(exchange.headers());
    String parameter = exchange.query().one(PARAMETER);
    if (parameter == null || parameter.isEmpty()) {
      return header != null ? new PresentedToken(header, false) : inCookie(exchange.headers());
    }
    if (header != null) {
      throw several();
    }
    return new PresentedToken(parameter, false);
  }

  private static @Nullable String inHeader(HttpHeaders headers) {
    String found = null;
    for (String value : headers.getAll(HttpHeaderNames.AUTHORIZATION)) {
      if (!value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
        continue;
      }
      String rest = value.substring(BEARER.length());
      if (!rest.isEmpty() && rest.charAt(0) != ' ') {
        continue; // another scheme
      }
      if (found != null) {
        throw several();
      }
      found = rest.strip();
    }
    return found;
  }

  private static AccessDeniedException several() {
    return new AccessDeniedException(Reason.SEVERAL_TOKENS, "a request has one token only");
  }

  private @Nullable PresentedToken inCookie(HttpHeaders headers) {
    String cookie = cookieName.get();
    if (cookie.isEmpty() || !isOfTrustedPage(headers)) {
      return null;
    }
    List<String> found = new ArrayList<>(1);
    for (String header : headers.getAll(HttpHeaderNames.COOKIE)) {
      addCookies(header, cookie, found);
    }
    return found.size() == 1 && !found.get(0).isEmpty()
        ? new PresentedToken(found.get(0), true)
        : null;
  }

  /** Netty's decoder would do it as well, but logs values that it does not like. */
  private static void addCookies(String header, String cookie, List<String> found) {
    for (String pair : header.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equals(cookie)) {
        found.add(pair.substring(equals + 1).strip());
      }
    }
  }

  /**
   * Whether a page asks that may use its user's cookies: of an origin that is listed by name, or
   * the gateway's own, for which browsers send no origin with a GET but say so in a header that no
   * page can set (Fetch Metadata). A request of no page at all has no business with cookies.
   */
  private boolean isOfTrustedPage(HttpHeaders headers) {
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    return origin == null
        ? "same-origin".equals(headers.get("Sec-Fetch-Site"))
        : cors.get().lists(origin);
  }
}
