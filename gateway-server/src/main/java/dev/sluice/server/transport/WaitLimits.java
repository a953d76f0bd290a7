package dev.sluice.server.transport;

import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Query;
import io.netty.handler.codec.http.HttpHeaders;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a long-poll may be held. Immutable, any thread.
 *
 * @param ordinary where the client doesn't say
 * @param most what a longer one is cut to
 */
public record WaitLimits(Duration ordinary, Duration most) {
  private static final String NUMBER = "[0-9]{1,99}(\\.[0-9]{1,99})?";

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
    if (!asked.matches(NUMBER)) {
      throw new ProblemException(Problem.badRequest("wait is to be a number of seconds"));
    }
    BigDecimal millis = new BigDecimal(asked).movePointRight(3);
    return millis.min(BigDecimal.valueOf(most.toMillis())).longValue();
  }

  private static @Nullable String preferred(HttpHeaders headers) {
    for (String header : headers.getAll("Prefer")) {
      for (String preference : header.split("[,;]", -1)) {
        String[] parts = preference.split("=", 2);
        if (parts.length == 2 && parts[0].strip().equalsIgnoreCase("wait")) {
          return parts[1].strip().replace("\"", "");
        }
      }
    }
    return null;
  }
}
