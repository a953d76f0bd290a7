package dev.sluice.server.contract.harness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP/1.1 answer as it was on the wire. */
public record RawResponse(int status, Map<String, List<String>> headers, String body) {
  static RawResponse head(RawConnection connection) {
    String statusLine = connection.line();
    if (!statusLine.matches("HTTP/1\\.1 [1-5][0-9][0-9]( .*)?")) {
      throw new AssertionError("not a status line: " + statusLine);
    }
    int status = Integer.parseInt(statusLine.substring(9, 12));
    return new RawResponse(status, headers(connection), "");
  }

  RawResponse withBody(RawConnection connection) {
    boolean bodyFollows = status >= 200 && status != 204 && status != 304;
    return bodyFollows ? new RawResponse(status, headers, body(connection, headers)) : this;
  }

  /** The only value of a header, empty where there is none. */
  public String header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    if (values.size() > 1) {
      throw new AssertionError("more than one " + name + ": " + values);
    }
    return values.isEmpty() ? "" : values.get(0);
  }

  private static Map<String, List<String>> headers(RawConnection connection) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (String line = connection.line(); !line.isEmpty(); line = connection.line()) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers
          .computeIfAbsent(name, n -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static String body(RawConnection connection, Map<String, List<String>> headers) {
    List<String> length = headers.get("content-length");
    if (length != null) {
      byte[] bytes = connection.read(Integer.parseInt(length.get(0)));
      return new String(bytes, StandardCharsets.UTF_8);
    }
    if (headers.containsKey("transfer-encoding")) {
      return chunked(connection);
    }
    return connection.untilClosed();
  }

  private static String chunked(RawConnection connection) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    ChunkedBody chunks = new ChunkedBody(connection);
    for (int b = chunks.read(); b >= 0; b = chunks.read()) {
      body.write(b);
    }
    return body.toString(StandardCharsets.UTF_8);
  }
}
