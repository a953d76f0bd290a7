package dev.sluice.server.contract.harness;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transport with one of the ways it can be used in; the contract holds for each of them. */
public enum Mode {
  /** WebSocket, the published bytes only. */
  WS_RAW("ws"),
  /** WebSocket, envelopes. */
  WS_JSON("ws"),
  /** WebSocket, the subprotocol. */
  WS_SLUICE("ws"),
  /** Server-sent events, the published text only. */
  SSE_RAW("sse"),
  /** Server-sent events, envelopes. */
  SSE_JSON("sse"),
  /** NDJSON. */
  STREAM("stream"),
  /** Requests that are held. */
  LONG_POLL("longpoll"),
  /** Requests that are answered at once. */
  POLL("poll"),
  /** Server-sent events with envelopes, over HTTP/2. */
  SSE_HTTP_2("sse"),
  /** NDJSON over HTTP/2. */
  STREAM_HTTP_2("stream"),
  /** Requests that are held, over HTTP/2. */
  LONG_POLL_HTTP_2("longpoll"),
  /** Requests that are answered at once, over HTTP/2. */
  POLL_HTTP_2("poll");

  private final String transport;

  Mode(String transport) {
    this.transport = transport;
  }

  /** Its transport's name in URLs and metrics. */
  public String transport() {
    return transport;
  }

  /** False where a client is not told where it is. */
  public boolean tellsCursors() {
    return this != WS_RAW;
  }

  /** True where messages come in their envelopes. */
  public boolean hasEnvelope() {
    return this != WS_RAW && this != SSE_RAW;
  }

  /** Subscribes; returns when what is published from now on counts as new. */
  public Subscriber subscribe(URI base, List<String> topics, @Nullable String cursor) {
    return subscribe(Http.client(base, speaksHttp2()), base, topics, cursor);
  }

  /** Subscribes by a client of one's own, but for WebSockets. */
  public Subscriber subscribe(
      HttpClient client, URI base, List<String> topics, @Nullable String cursor) {
    if (speaksHttp2()) {
      Http.goOverToHttp2(client, base);
    }
    return switch (this) {
      case WS_RAW -> webSocket(base, topics, cursor, Frames.RAW);
      case WS_JSON -> webSocket(base, topics, cursor, Frames.JSON);
      case WS_SLUICE -> webSocket(base, topics, cursor, Frames.SLUICE);
      case SSE_RAW -> new EventStreamSubscriber(client, base, topics, cursor, true);
      case SSE_JSON, SSE_HTTP_2 -> new EventStreamSubscriber(client, base, topics, cursor, false);
      case STREAM, STREAM_HTTP_2 -> new StreamSubscriber(client, base, topics, cursor);
      case LONG_POLL, LONG_POLL_HTTP_2 -> new PollSubscriber(client, base, topics, cursor, true);
      case POLL, POLL_HTTP_2 -> new PollSubscriber(client, base, topics, cursor, false);
    };
  }

  /** True where its client tries HTTP/2. */
  public boolean speaksHttp2() {
    return name().endsWith("HTTP_2");
  }

  /** Asks for the same byte by byte; for what is refused, as only a raw answer tells all. */
  public RawResponse ask(
      Gateway gateway, List<String> topics, @Nullable String cursor, String... headerLines) {
    try (RawConnection connection = request(gateway, topics, cursor, headerLines)) {
      return connection.response();
    }
  }

  /** Asks for the same, and leaves as soon as the answer begins. */
  public RawResponse head(
      Gateway gateway, List<String> topics, @Nullable String cursor, String... headerLines) {
    try (RawConnection connection = request(gateway, topics, cursor, headerLines)) {
      return connection.head();
    }
  }

  private RawConnection request(
      Gateway gateway, List<String> topics, @Nullable String cursor, String... headerLines) {
    Subscribe subscribe = Subscribe.to(gateway.publicUrl(), topics).with("cursor", cursor);
    URI uri = (transport.equals("poll") ? subscribe.with("wait", "0") : subscribe).uri();
    RawConnection connection = RawConnection.to(gateway.publicAddress());
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    connection.request("GET", uri.getRawPath() + query, headerLines(headerLines));
    return connection;
  }

  /** What a request by it has beside its target. */
  String[] headerLines(String... more) {
    List<String> lines =
        new ArrayList<>(transport.equals("ws") ? RawWebSocket.upgradeLines() : List.of());
    switch (this) {
      case WS_SLUICE -> lines.add("Sec-WebSocket-Protocol: sluice.v1");
      case SSE_RAW, SSE_JSON, SSE_HTTP_2 -> lines.add("Accept: text/event-stream");
      case STREAM, STREAM_HTTP_2 -> lines.add("Accept: application/x-ndjson");
      default -> lines.add("Accept: */*");
    }
    lines.addAll(List.of(more));
    return lines.toArray(String[]::new);
  }

  private static Subscriber webSocket(
      URI base, List<String> topics, @Nullable String cursor, Frames frames) {
    if (cursor == null) {
      return new WebSocketSubscriber(base, topics, frames);
    }
    Subscribe subscribe = Subscribe.to(base, topics).with("cursor", cursor);
    return new ResumingWebSocket(subscribe, topics.size(), frames);
  }
}
