package dev.sluice.server.openapi;

import dev.sluice.server.contract.harness.ApiKeys;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawResponse;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A request, and the described answer that it is to get.
 *
 * @param method of the request
 * @param path as described
 * @param target that the request names
 * @param status that is described
 * @param expected status that the answer has
 * @param headers lines of the request
 * @param body of the request
 */
record Example(
    String method,
    String path,
    String target,
    String status,
    int expected,
    String headers,
    String body) {
  /** Needs this: nobody is disconnected without it. */
  private static final String NARROW = "?topic=a";

  /** Gets an answer of its own, to a request that is as it should be. */
  static Example of(String method, String path, int expected) {
    String target = path.replace("{topic}", "a").replace("{id}", "1");
    boolean narrow = method.equals("DELETE") && path.equals("/v1/connections");
    return new Example(
        method,
        path,
        narrow ? target + NARROW : target,
        Integer.toString(expected),
        expected,
        "",
        "");
  }

  /** Of an operation: {@code GET /v1/topics}. */
  static Example of(String operation, int expected) {
    String[] parts = operation.split(" ", 2);
    return of(parts[0], parts[1], expected);
  }

  /** Gets the answer to whatever else is wrong: it expects what nobody does. */
  static Example ofAnyProblem(String operation) {
    return of(operation, 417)
        .described("default")
        .with("application/json", "{}")
        .header("Expect: the unexpected");
  }

  Example described(String as) {
    return new Example(method, path, target, as, expected, headers, body);
  }

  Example at(String another) {
    return new Example(method, path, another, status, expected, headers, body);
  }

  Example header(String line) {
    return new Example(method, path, target, status, expected, headers + line + "\r\n", body);
  }

  /** Sent with an API key. */
  Example by(String key) {
    return header(String.join(": ", ApiKeys.header(key)));
  }

  Example with(String contentType, String text) {
    return new Example(method, path, target, status, expected, headers, text)
        .header("Content-Type: " + contentType);
  }

  /** Which described answer it stands for. */
  String answer() {
    return method + " " + path + " " + status;
  }

  RawResponse ask(InetSocketAddress address) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    String head = method + " " + target + " HTTP/1.1\r\nHost: test\r\n" + headers;
    try (RawConnection connection = RawConnection.to(address)) {
      connection.send(head + "Content-Length: " + length + "\r\n\r\n" + body);
      return connection.response();
    }
  }

  @Override
  public String toString() {
    return answer();
  }
}
