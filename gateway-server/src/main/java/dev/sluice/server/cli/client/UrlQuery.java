package dev.sluice.server.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Builds the query of a URL. One thread. */
final class UrlQuery {
  private final StringBuilder text = new StringBuilder();

  /** Adds a parameter, or nothing where it has no value. */
  UrlQuery add(String name, @Nullable String value) {
    if (value != null) {
      text.append(text.isEmpty() ? '?' : '&').append(name).append('=');
      text.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
    return this;
  }

  /** The query with its question mark; empty where there is no parameter. */
  @Override
  public String toString() {
    return text.toString();
  }
}
