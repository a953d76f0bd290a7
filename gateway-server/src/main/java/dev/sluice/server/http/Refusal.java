package dev.sluice.server.http;

import java.util.Locale;

/** Why something was refused: one of a few reasons, so that each can be counted from the start. */
public enum Refusal {
  /** Requests, by the status of the answer. */
  BAD_REQUEST(400),
  UNAUTHORIZED(401),
  FORBIDDEN(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  REQUEST_TIMEOUT(408),
  CONTENT_TOO_LARGE(413),
  URI_TOO_LONG(414),
  UNSUPPORTED_MEDIA_TYPE(415),
  EXPECTATION_FAILED(417),
  UPGRADE_REQUIRED(426),
  TOO_MANY_REQUESTS(429),
  HEADERS_TOO_LARGE(431),
  INTERNAL_ERROR(500),
  NOT_IMPLEMENTED(501),
  UNAVAILABLE(503),
  VERSION_NOT_SUPPORTED(505),

  /** Connections: one more than may be. */
  CONNECTIONS,
  /** New ones, of all clients together, sooner than they may come. */
  CONNECTION_RATE,
  /** New ones, while memory is short. */
  MEMORY,
  /** Nothing came in time that could be understood. */
  SILENT,
  /** A client took nothing of what waited for it. */
  STALLED,
  /** What came is no protocol that is spoken. */
  UNKNOWN_PROTOCOL,
  /** TLS could not be agreed on. */
  TLS_HANDSHAKE,
  /** A proxy's header is broken. */
  PROXY_PROTOCOL,
  /** A connection of HTTP/2 that was flooded with frames: ended. */
  HTTP2_FLOOD,
  /** One stream more than an HTTP/2 connection may have. */
  HTTP2_STREAMS,
  /** What breaks the rules of HTTP/2: the stream or the connection is ended. */
  HTTP2_PROTOCOL,

  /** Any other. */
  OTHER;

  private final int status;

  Refusal() {
    this(0);
  }

  Refusal(int status) {
    this.status = status;
  }

  static Refusal of(Problem problem) {
    for (Refusal refusal : values()) {
      if (refusal.status == problem.status()) {
        return refusal;
      }
    }
    return OTHER;
  }

  /** Its name in metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
