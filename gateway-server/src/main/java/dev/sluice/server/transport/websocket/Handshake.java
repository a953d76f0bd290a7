package dev.sluice.server.transport.websocket;

import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Response;
import dev.sluice.server.http.WebSocketOpening;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The opening handshake (RFC 6455, 4.2). Any thread. */
final class Handshake {
  static final String SLUICE_V1 = "sluice.v1";

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;

  /** To look one up takes longer than to use it. */
  private static final FastThreadLocal<MessageDigest> SHA1 = new FastThreadLocal<>() {
    @Override
    protected MessageDigest initialValue() throws NoSuchAlgorithmException {
      return MessageDigest.getInstance("SHA-1");
    }
  };

  private Handshake() {}

  /** Whether the client offers the subprotocol; what else it offers is not spoken here. */
  static boolean offersSluiceV1(HttpHeaders headers) {
    return headers.containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, SLUICE_V1, false);
  }

  /**
   * The answer that opens the WebSocket.
   *
   * @throws ProblemException if the request isn't a handshake
   */
  static Response accept(Exchange exchange, boolean sluiceV1) {
    HttpHeaders headers = exchange.headers();
    check(exchange.webSocketOpening(), headers);
    Response response = exchange.webSocketOpening() == WebSocketOpening.CONNECT
        ? new Response(200)
        : new Response(101)
            .header("Upgrade", "websocket")
            .header("Connection", "Upgrade")
            .header("Sec-WebSocket-Accept", acceptValue(key(headers)));
    return sluiceV1 ? response.header("Sec-WebSocket-Protocol", SLUICE_V1) : response;
  }

  private static void check(WebSocketOpening opening, HttpHeaders headers) {
    if (opening == WebSocketOpening.NONE) {
      throw new ProblemException(new Problem(
          426,
          "a WebSocket begins with a GET that has Upgrade: websocket",
          "Upgrade",
          "websocket",
          "Connection",
          "Upgrade"));
    }
    if (!VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
      throw new ProblemException(new Problem(
          426, "only version 13 of WebSocket is spoken here", "Sec-WebSocket-Version", VERSION));
    }
  }

  private static String key(HttpHeaders headers) {
    String key = headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "").strip();
    if (!isKey(key)) {
      throw new ProblemException(
          Problem.badRequest("Sec-WebSocket-Key is to be 16 bytes in base64"));
    }
    return key;
  }

  private static boolean isKey(String key) {
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String acceptValue(String key) {
    byte[] digest = SHA1.get().digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
    return Base64.getEncoder().encodeToString(digest);
  }
}
