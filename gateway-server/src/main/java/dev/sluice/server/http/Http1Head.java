package dev.sluice.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of one request, or the trailers behind a body, and refuses what recipients are
 * known to read differently: lines that don't end with CRLF, folded lines, white space and control
 * characters out of place (RFC 9112, 2.2, 3, 5 and 11.2). Belongs to its connection's loop.
 *
 * <p>Every byte is looked at once, whether it comes with all others or alone: what is read of a
 * token that goes on is not read again. They are looked at in an array, piece by piece: in a buffer
 * each would cost several calls, which is most of a head's cost as long as they aren't compiled.
 */
final class Http1Head {
  /** Some clients send one behind a body (RFC 9112, 2.2). */
  private static final int MAX_EMPTY_LINES = 2;

  private static final int PIECE_BYTES = 2048;
  private static final int LINE_END_BYTES = 2;

  /** Each {@code 0} is any digit. */
  private static final String VERSION = "HTTP/0.0";

  /** What is in there was checked here. */
  private static final HttpHeadersFactory HEADERS =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  /** What the next byte belongs to; in their order. */
  private enum Part {
    BEGIN,
    EMPTY_LINE_END,
    METHOD,
    TARGET,
    VERSION,
    REQUEST_LINE_END,
    FIELD_BEGIN,
    FIELD_NAME,
    FIELD_VALUE,
    FIELD_LINE_END,
    LAST_LINE_END,
    COMPLETE
  }

  private final Http1Limits limits;
  private final @Nullable HttpHeaders headers;
  private Part part;
  private int emptyLines;
  private HttpMethod method = HttpMethod.GET;
  private String target = "";
  private HttpVersion version = HttpVersion.HTTP_1_1;
  private CharSequence name = "";

  /** Where the token began that goes on, in what is looked at: everything before it is done. */
  private int begin;

  /** So many bytes of that token were looked at. */
  private int seen;

  /** Where the line began, perhaps before what is looked at. */
  private int lineBegin;

  /** So many bytes may come to the end of the line, which itself doesn't count. */
  private int budget;

  private Http1Head(Http1Limits limits, Part first, int budget, @Nullable HttpHeaders headers) {
    this.limits = limits;
    this.part = first;
    this.budget = budget;
    this.headers = headers;
  }

  static Http1Head ofRequest(Http1Limits limits) {
    return new Http1Head(limits, Part.BEGIN, limits.requestLineBytes(), HEADERS.newHeaders());
  }

  /** Trailers, which are checked and dropped. */
  static Http1Head ofTrailers(Http1Limits limits) {
    return new Http1Head(limits, Part.FIELD_BEGIN, limits.headerBytes(), null);
  }

  /** What was read, once it is complete. */
  HttpRequest request() {
    HttpHeaders fields = headers == null ? HEADERS.newHeaders() : headers;
    return new DefaultHttpRequest(version, method, target, fields);
  }

  /**
   * Reads on, and leaves in the buffer what is behind the head, or of a token that goes on.
   *
   * @return whether it is complete
   * @throws ProblemException if something is wrong
   */
  boolean read(ByteBuf in) {
    while (part != Part.COMPLETE && in.readableBytes() > seen) {
      byte[] piece = new byte[Math.min(in.readableBytes(), seen + PIECE_BYTES)];
      in.getBytes(in.readerIndex(), piece);
      begin = 0;
      int end = read(piece, seen);
      int done = part == Part.COMPLETE ? end : begin;
      in.skipBytes(done);
      lineBegin -= done;
      seen = end - done;
    }
    return part == Part.COMPLETE;
  }

  private int read(byte[] piece, int from) {
    int at = from;
    while (part != Part.COMPLETE) {
      int end = Math.min(piece.length, lineBegin + budget + LINE_END_BYTES);
      if (at == end) {
        if (at < piece.length) {
          throw tooLong();
        }
        return at;
      }
      at = readPart(piece, at, end);
    }
    return at;
  }

  private int readPart(byte[] piece, int at, int end) {
    return switch (part) {
      case BEGIN -> onBegin(piece[at], at);
      case EMPTY_LINE_END -> onEmptyLineEnd(piece[at], at);
      case METHOD -> onMethod(piece, at, end);
      case TARGET -> onTarget(piece, at, end);
      case VERSION -> onVersion(piece, at, end);
      case REQUEST_LINE_END -> onRequestLineEnd(piece[at], at);
      case FIELD_BEGIN -> onFieldBegin(piece[at], at);
      case FIELD_NAME -> onFieldName(piece, at, end);
      case FIELD_VALUE -> onFieldValue(piece, at, end);
      case FIELD_LINE_END -> onFieldLineEnd(piece[at], at);
      case LAST_LINE_END -> onLastLineEnd(piece[at], at);
      case COMPLETE -> at;
    };
  }

  private int onBegin(byte b, int at) {
    if (b == '\r') {
      return next(Part.EMPTY_LINE_END, at);
    }
    if (!Http1Token.has(b)) {
      throw bad("the request line does not begin with a method");
    }
    part = Part.METHOD;
    return at;
  }

  private int onEmptyLineEnd(byte b, int at) {
    expectLf(b);
    if (++emptyLines > MAX_EMPTY_LINES) {
      throw bad("there are empty lines before the request");
    }
    lineBegin = at + 1;
    return next(Part.BEGIN, at);
  }

  private int onMethod(byte[] piece, int from, int end) {
    int at = Http1Token.end(piece, from, end);
    if (at == end) {
      return at;
    }
    if (piece[at] != ' ') {
      throw bad("the method is not a token with one space behind it");
    }
    method = Http1Names.method(piece, begin, at);
    return next(Part.TARGET, at);
  }

  private int onTarget(byte[] piece, int from, int end) {
    int at = from;
    while (at < end && piece[at] > ' ' && piece[at] != 0x7f && piece[at] != '#') {
      at++;
    }
    if (at == end) {
      return at;
    }
    if (piece[at] != ' ' || at == begin) {
      throw bad("the request target has a character that is to be percent-encoded, or more than one"
          + " space before it");
    }
    target = text(piece, begin, at);
    return next(Part.VERSION, at);
  }

  private int onVersion(byte[] piece, int from, int end) {
    for (int at = from; at < end; at++) {
      int index = at - begin;
      if (index == VERSION.length()) {
        expectCr(piece[at], "something follows the version");
        version = Http1Names.version(piece, begin, at);
        return next(Part.REQUEST_LINE_END, at);
      }
      char expected = VERSION.charAt(index);
      if (expected == '0' ? piece[at] < '0' || piece[at] > '9' : piece[at] != expected) {
        throw bad("the request line does not end with a version of HTTP");
      }
    }
    return end;
  }

  private int onRequestLineEnd(byte b, int at) {
    expectLf(b);
    budget = limits.headerBytes();
    lineBegin = at + 1;
    return next(Part.FIELD_BEGIN, at);
  }

  private int onFieldBegin(byte b, int at) {
    if (b == '\r') {
      return next(Part.LAST_LINE_END, at);
    }
    if (!Http1Token.has(b)) {
      throw bad(
          b == ' ' || b == '\t'
              ? "a header line begins with white space"
              : "a header line does not begin with a name");
    }
    part = Part.FIELD_NAME;
    return at;
  }

  private int onFieldName(byte[] piece, int from, int end) {
    int at = Http1Token.end(piece, from, end);
    if (at == end) {
      return at;
    }
    if (piece[at] != ':') {
      throw bad("a header's name is not a token with a colon behind it");
    }
    name = Http1Names.field(piece, begin, at);
    return next(Part.FIELD_VALUE, at);
  }

  private int onFieldValue(byte[] piece, int from, int end) {
    int at = from;
    while (at < end && isOrdinary(piece[at])) {
      at++;
    }
    if (at == end) {
      return at;
    }
    expectCr(piece[at], "a header's value has a control character");
    if (headers != null) {
      headers.add(name, trimmed(piece, begin, at));
    }
    return next(Part.FIELD_LINE_END, at);
  }

  private int onFieldLineEnd(byte b, int at) {
    expectLf(b);
    budget -= at + 1 - LINE_END_BYTES - lineBegin;
    lineBegin = at + 1;
    return next(Part.FIELD_BEGIN, at);
  }

  private int onLastLineEnd(byte b, int at) {
    expectLf(b);
    return next(Part.COMPLETE, at);
  }

  /** Goes on behind a byte. */
  private int next(Part following, int at) {
    part = following;
    begin = at + 1;
    return at + 1;
  }

  private static boolean isOrdinary(byte b) {
    return b >= ' ' ? b != 0x7f : b == '\t' || b < 0;
  }

  private static String trimmed(byte[] piece, int from, int to) {
    int begin = from;
    int end = to;
    while (begin < end && isBlank(piece[begin])) {
      begin++;
    }
    while (end > begin && isBlank(piece[end - 1])) {
      end--;
    }
    return text(piece, begin, end);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static String text(byte[] piece, int from, int to) {
    return new String(piece, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static void expectCr(byte b, String otherwise) {
    if (b != '\r') {
      throw bad(b == '\n' ? "a line ends without CR" : otherwise);
    }
  }

  private static void expectLf(byte b) {
    if (b != '\n') {
      throw bad("there is a CR that ends no line");
    }
  }

  private ProblemException tooLong() {
    boolean inRequestLine = part.compareTo(Part.FIELD_BEGIN) < 0;
    return new ProblemException(
        inRequestLine
            ? new Problem(
                414,
                "the request line is longer than the limit of " + limits.requestLineBytes()
                    + " bytes")
            : new Problem(
                431,
                "the headers are larger than the limit of " + limits.headerBytes() + " bytes"));
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(Problem.badRequest(detail));
  }
}
