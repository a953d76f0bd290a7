package dev.sluice.server.cli;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the stand-in answers to one request. Immutable, any thread. */
record Answer(int status, Map<String, String> headers, String body, boolean whole) {
  static Answer json(int status, String body) {
    return new Answer(status, Map.of("Content-Type", "application/json"), body, true);
  }

  static Answer stream(String body) {
    return new Answer(200, Map.of(), body, true);
  }

  /** A stream that breaks off instead of ending. */
  static Answer broken(String body) {
    return new Answer(200, Map.of(), body, false);
  }

  static Answer problem(int status, String detail) {
    return new Answer(
        status,
        Map.of("Content-Type", "application/problem+json"),
        "{\"type\":\"about:blank\",\"title\":\"Title\",\"status\":" + status + ",\"detail\":\""
            + detail + "\"}",
        true);
  }

  Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body, whole);
  }

  void send(HttpExchange exchange) throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, 0);
    OutputStream out = exchange.getResponseBody();
    out.write(body.getBytes(StandardCharsets.UTF_8));
    out.flush();
    if (whole) {
      out.close();
    }
    exchange.close();
  }
}
