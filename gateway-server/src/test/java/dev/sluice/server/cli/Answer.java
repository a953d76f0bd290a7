package dev.sluice.server.cli;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the stand-in answers to one request. Immutable, any thread. */
record Answer(int status, Map<String, String> headers, String body, End end) {
  /** What happens to the connection behind the body. */
  enum End {
    WHOLE,
    BROKEN,
    OPEN
  }

  static Answer json(int status, String body) {
    return new Answer(status, Map.of("Content-Type", "application/json"), body, End.WHOLE);
  }

  static Answer stream(String body) {
    return new Answer(200, Map.of(), body, End.WHOLE);
  }

  /** A stream that breaks off instead of ending. */
  static Answer broken(String body) {
    return new Answer(200, Map.of(), body, End.BROKEN);
  }

  /** A stream that goes on, though nothing more comes. */
  static Answer open(String body) {
    return new Answer(200, Map.of(), body, End.OPEN);
  }

  static Answer problem(int status, String detail) {
    return new Answer(
        status,
        Map.of("Content-Type", "application/problem+json"),
        "{\"type\":\"about:blank\",\"title\":\"Title\",\"status\":" + status + ",\"detail\":\""
            + detail + "\"}",
        End.WHOLE);
  }

  Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body, end);
  }

  void send(HttpExchange exchange) throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, 0);
    OutputStream out = exchange.getResponseBody();
    out.write(body.getBytes(StandardCharsets.UTF_8));
    out.flush();
    if (end == End.WHOLE) {
      out.close();
    }
    if (end != End.OPEN) {
      exchange.close();
    }
  }
}
