package dev.sluice.server.net;

import dev.sluice.server.http.Problem;
import java.nio.charset.StandardCharsets;

/**
 * A problem as the bytes of an HTTP/1.1 answer, for connections that have no handlers for it. Any
 * thread.
 */
final class RawAnswer {
  private RawAnswer() {}

  static byte[] of(Problem problem) {
    String body = problem.json();
    StringBuilder answer = new StringBuilder("HTTP/1.1 ");
    answer.append(problem.status()).append(' ').append(problem.title()).append("\r\n");
    for (int i = 0; i < problem.headers().length; i += 2) {
      answer.append(problem.headers()[i]).append(": ").append(problem.headers()[i + 1]);
      answer.append("\r\n");
    }
    answer.append("Content-Type: ").append(Problem.CONTENT_TYPE).append("\r\n");
    answer.append("Content-Length: ").append(body.length()).append("\r\n");
    answer.append("Connection: close\r\n\r\n").append(body);
    return answer.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
