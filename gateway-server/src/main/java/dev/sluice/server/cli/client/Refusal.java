package dev.sluice.server.cli.client;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** What an answer that is no success means for the client. Any thread. */
final class Refusal {
  /** Too many for now, draining or full, or a proxy that can't reach the gateway for now. */
  private static final Set<Integer> COME_BACK = Set.of(429, 502, 503, 504);

  private Refusal() {}

  /**
   * The exception to throw, with the problem's detail.
   *
   * @param problem the answer's body
   */
  static IOException of(HttpResponse<?> response, String problem) {
    String detail = detail(response.statusCode(), problem);
    return COME_BACK.contains(response.statusCode())
        ? new UnavailableException(detail, retryAfter(response))
        : new GiveUpException(detail);
  }

  private static String detail(int status, String problem) {
    try {
      Map<String, String> members = RawJson.members(problem);
      String detail = members.getOrDefault("detail", members.get("title"));
      if (detail != null) {
        return RawJson.text(detail);
      }
    } catch (IOException e) {
      // Not a gateway's problem document; a proxy in between, perhaps. The status is all there is.
    }
    return "the answer is HTTP status " + status;
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(Duration.ZERO);
  }
}
