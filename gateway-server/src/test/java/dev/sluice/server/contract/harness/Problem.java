package dev.sluice.server.contract.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;

/** An error answer (RFC 9457). */
public record Problem(int status, String detail) {
  /** Reads one, which must be as the contract says. */
  public static Problem of(HttpResponse<String> response) {
    String contentType = response.headers().firstValue("Content-Type").orElse("");
    return of(response.statusCode(), contentType, response.body());
  }

  /** Reads one, which must be as the contract says. */
  public static Problem of(RawResponse response) {
    return of(response.status(), response.header("Content-Type"), response.body());
  }

  private static Problem of(int status, String contentType, String body) {
    if (!contentType.startsWith("application/problem+json")) {
      throw new AssertionError("no problem: " + status + ", " + contentType + ": " + body);
    }
    JsonNode problem = RawJson.tree(body);
    boolean complete = problem.path("type").isTextual()
        && problem.path("title").isTextual()
        && problem.path("detail").isTextual()
        && problem.path("status").intValue() == status;
    if (!complete || body.contains("\tat ") || body.contains("Exception")) {
      throw new AssertionError("expected type, title, status and detail for users: " + body);
    }
    return new Problem(status, problem.path("detail").textValue());
  }
}
