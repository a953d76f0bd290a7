package dev.sluice.server.config;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rules of an allowed origin: what a browser sends in {@code Origin}, or {@code *} for any. Any
 * thread.
 */
final class Origin {
  private static final String ANY = "*";
  private static final String FORM = "scheme://host[:port]";

  private Origin() {}

  /**
   * Returns the origin as it is.
   *
   * @throws IllegalArgumentException if no browser would ever send it
   */
  static String require(String text) {
    String fault = text.equals(ANY) ? null : fault(text);
    if (fault != null) {
      throw new IllegalArgumentException("\"" + text + "\" " + fault);
    }
    return text;
  }

  private static @Nullable String fault(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      return "is no " + FORM;
    }
    if (uri.getScheme() == null || uri.getHost() == null) {
      return "is no " + FORM;
    }
    if (!text.equals(uri.getScheme() + "://" + uri.getHost() + port(uri))) {
      return "is not just " + FORM;
    }
    return neverSent(text, uri);
  }

  private static String port(URI uri) {
    return uri.getPort() < 0 ? "" : ":" + uri.getPort();
  }

  private static @Nullable String neverSent(String text, URI uri) {
    if (!text.equals(text.toLowerCase(Locale.ROOT))) {
      return "has capitals, and browsers send origins in lower case";
    }
    String port = uri.getScheme() + port(uri);
    if (port.equals("http:80") || port.equals("https:443")) {
      return "has the scheme's own port, and browsers leave that out";
    }
    return null;
  }
}
