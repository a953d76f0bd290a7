package dev.sluice.server.contract.harness;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A streamed answer, SSE or NDJSON, that is read line by line at the pace of the test. */
public final class RawStream implements AutoCloseable {
  private final RawConnection connection;
  private final RawResponse head;
  private final ChunkedBody body;

  private RawStream(RawConnection connection) {
    this.connection = connection;
    this.head = connection.head();
    if (head.status() != 200) {
      throw new AssertionError("expected 200: " + head);
    }
    this.body = new ChunkedBody(connection);
  }

  /** Asks for an event stream. */
  public static RawStream events(Gateway gateway, Subscribe subscribe, String... headerLines) {
    return open(
        RawConnection.to(gateway.publicAddress()), subscribe, "text/event-stream", headerLines);
  }

  /** Asks for NDJSON. */
  public static RawStream lines(Gateway gateway, Subscribe subscribe) {
    return open(RawConnection.to(gateway.publicAddress()), subscribe, "application/x-ndjson");
  }

  /** Asks for a media type over a connection. */
  public static RawStream open(
      RawConnection connection, Subscribe subscribe, String accept, String... headerLines) {
    List<String> lines = new ArrayList<>(List.of(headerLines));
    lines.add("Accept: " + accept);
    URI uri = subscribe.uri();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    connection.request("GET", uri.getRawPath() + query, lines.toArray(String[]::new));
    return new RawStream(connection);
  }

  /** Status and headers. */
  public RawResponse head() {
    return head;
  }

  /** The next line without its end. */
  public String line() {
    String line = body.line();
    if (line == null) {
      throw new AssertionError("the stream has ended");
    }
    return line;
  }

  /** The lines up to the next empty one. */
  public List<String> block() {
    List<String> block = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      block.add(line);
    }
    return block;
  }

  /** The lines of the next block that has data. */
  public List<String> blockWithData() {
    List<String> block = block();
    while (block.stream().noneMatch(line -> line.startsWith("data"))) {
      block = block();
    }
    return block;
  }

  /** What is left until the stream ends properly, line by line. */
  public List<String> untilEnd() {
    List<String> rest = new ArrayList<>();
    for (String line = body.line(); line != null; line = body.line()) {
      rest.add(line);
    }
    return rest;
  }

  @Override
  public void close() {
    connection.close();
  }
}
