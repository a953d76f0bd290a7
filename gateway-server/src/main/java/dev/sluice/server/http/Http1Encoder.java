package dev.sluice.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Puts answers on the wire as HTTP/1.1 (RFC 9112). Written by hand since a long-poll's answer is on
 * the path of a message: head and body are one buffer, one write. Any thread.
 */
final class Http1Encoder {
  private static final int HEAD_BYTES = 384;
  private static final byte[] OK = statusLine(200);
  private static final byte[] NOT_MODIFIED = statusLine(304);
  private static final AsciiString COLON = AsciiString.cached(": ");
  private static final AsciiString CRLF = AsciiString.cached("\r\n");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("Content-Length: ");
  private static final AsciiString CLOSE = AsciiString.cached("Connection: close\r\n");
  private static final AsciiString KEEP_ALIVE = AsciiString.cached("Connection: keep-alive\r\n");
  private static final AsciiString CHUNKED = AsciiString.cached("Transfer-Encoding: chunked\r\n");
  private static final AsciiString DATE = AsciiString.cached("Date: ");

  /** What follows an answer on its connection. */
  enum Persistence {
    /** As HTTP/1.1 has it unless told. */
    IMPLIED,
    /** Said to a client of HTTP/1.0 that asked for it. */
    SAID,
    /** Nothing follows. */
    CLOSE
  }

  private Http1Encoder() {}

  /** An answer with a length; takes over the response's body. */
  static ByteBuf full(
      ByteBufAllocator allocator,
      Response response,
      String date,
      Persistence persistence,
      boolean headOnly) {
    ByteBuf body = response.body();
    try {
      int bodyBytes = body.readableBytes();
      ByteBuf out = allocator.buffer(HEAD_BYTES + (headOnly ? 0 : bodyBytes));
      head(out, response, date);
      if (persistence != Persistence.IMPLIED) {
        put(out, persistence == Persistence.CLOSE ? CLOSE : KEEP_ALIVE);
      }
      if (hasLength(response.status()) && (bodyBytes > 0 || !headOnly)) {
        put(out, CONTENT_LENGTH);
        ByteBufUtil.writeAscii(out, Integer.toString(bodyBytes));
        put(out, CRLF);
      }
      put(out, CRLF);
      return headOnly ? out : out.writeBytes(body, body.readerIndex(), bodyBytes);
    } finally {
      body.release();
    }
  }

  /** The head of an answer that goes on without a length, or that changes the protocol. */
  static ByteBuf open(
      ByteBufAllocator allocator, Response response, String date, StreamFraming framing) {
    ByteBuf out = allocator.buffer(HEAD_BYTES);
    head(out, response, date);
    if (response.status() != 101) {
      put(out, framing == StreamFraming.CHUNKED ? CHUNKED : CLOSE);
    }
    return put(out, CRLF);
  }

  private static void head(ByteBuf out, Response response, String date) {
    out.writeBytes(knownStatusLine(response.status()));
    put(put(out, DATE), date);
    put(out, CRLF);
    List<String> headers = response.headers();
    for (int i = 0; i < headers.size(); i += 2) {
      put(put(put(out, headers.get(i)), COLON), headers.get(i + 1));
      put(out, CRLF);
    }
  }

  private static boolean hasLength(int status) {
    return status >= 200 && status != 204 && status != 304;
  }

  private static byte[] knownStatusLine(int status) {
    if (status == 200) {
      return OK;
    }
    return status == 304 ? NOT_MODIFIED : statusLine(status);
  }

  private static byte[] statusLine(int status) {
    String reason = HttpResponseStatus.valueOf(status).reasonPhrase();
    return ("HTTP/1.1 " + status + " " + reason + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static ByteBuf put(ByteBuf out, CharSequence ascii) {
    ByteBufUtil.writeAscii(out, ascii);
    return out;
  }
}
