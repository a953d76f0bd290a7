package dev.sluice.server.transport;

import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Query;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a long-poll may be held. Immutable, any thread.
 *
 * @param ordinary where the client doesn't say
 * @param most what a longer one is cut to
 */
public record WaitLimits(Duration ordinary, Duration most) {
  private static final AsciiString PREFER = AsciiString.cached("prefer");
  private static final String WAIT = "wait=";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,99}(\\.[0-9]{1,99})?");
  private static final Pattern SEPARATOR = Pattern.compile("[,;]");

  /** Whole seconds of so many digits are read without further ado. */
  private static final int MAX_PLAIN_DIGITS = 9;

  /**
   * What the parameter {@code wait} or the preference of that name (RFC 7240, 4.3) asks for, in
   * milliseconds.
   */
  long millis(Query query, HttpHeaders headers) {
    String parameter = query.one("wait");
    String asked = parameter != null ? parameter : preferred(headers);
    if (asked == null) {
      return Math.min(ordinary.toMillis(), most.toMillis());
    }
    return isPlain(asked)
        ? Math.min(Long.parseLong(asked) * 1000, most.toMillis())
        : decimal(asked);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_PLAIN_DIGITS;
  }

  private long decimal(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new ProblemException(Problem.badRequest("wait is to be a number of seconds"));
    }
    BigDecimal millis = new BigDecimal(text).movePointRight(3);
    return millis.min(BigDecimal.valueOf(most.toMillis())).longValue();
  }

  private static @Nullable String preferred(HttpHeaders headers) {
    String first = headers.get(PREFER);
    if (first == null) {
      return null;
    }
    if (first.startsWith(WAIT)) { // nearly always, and nothing behind it
      String number = first.substring(WAIT.length());
      if (isPlain(number)) {
        return number;
      }
    }
    for (String header : headers.getAll(PREFER)) {
      for (String preference : SEPARATOR.split(header, -1)) {
        int equals = preference.indexOf('=');
        if (equals >= 0 && preference.substring(0, equals).strip().equalsIgnoreCase("wait")) {
          return preference.substring(equals + 1).strip().replace("\"", "");
        }
      }
    }
    return null;
  }
}
