package dev.sluice.server.http;

import io.netty.util.ByteProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of a request's head, or of a body's trailers, before they are decoded, and stops
 * at what recipients are known to read differently: lines that don't end with CRLF, folded lines,
 * white space and control characters out of place (RFC 9112, 2.2, 3, 5 and 11.2). Belongs to its
 * connection's loop.
 */
final class Http1Syntax implements ByteProcessor {
  /** Some clients send one behind a body (RFC 9112, 2.2). */
  private static final int MAX_EMPTY_LINES = 2;

  /** Each {@code 0} is any digit. */
  private static final String VERSION = "HTTP/0.0";

  private static final boolean[] TOKEN = token();

  /** What the next byte belongs to. */
  private enum Part {
    BEGIN,
    EMPTY_LINE_END,
    METHOD,
    TARGET_BEGIN,
    TARGET,
    VERSION,
    LINE_END,
    FIELD_BEGIN,
    FIELD_NAME,
    FIELD_VALUE,
    LAST_LINE_END,
    COMPLETE
  }

  private Part part = Part.BEGIN;
  private int emptyLines;
  private int versionLength;
  private @Nullable String fault;

  /** Begins with a head. */
  void beginHead() {
    part = Part.BEGIN;
    emptyLines = 0;
    versionLength = 0;
  }

  /** Begins with trailers. */
  void beginTrailers() {
    part = Part.FIELD_BEGIN;
  }

  /** True behind the empty line that ends a head or trailers. */
  boolean isComplete() {
    return part == Part.COMPLETE;
  }

  /** What is wrong, null as long as nothing is. */
  @Nullable String fault() {
    return fault;
  }

  @Override
  public boolean process(byte b) {
    switch (part) {
      case BEGIN -> onBegin(b);
      case EMPTY_LINE_END -> onEmptyLineEnd(b);
      case METHOD -> onMethod(b);
      case TARGET_BEGIN, TARGET -> onTarget(b);
      case VERSION -> onVersion(b);
      case LINE_END -> expectLf(b, Part.FIELD_BEGIN);
      case FIELD_BEGIN -> onFieldBegin(b);
      case FIELD_NAME -> onFieldName(b);
      case FIELD_VALUE -> onFieldValue(b);
      case LAST_LINE_END -> expectLf(b, Part.COMPLETE);
      case COMPLETE -> throw new IllegalStateException("nothing was begun");
    }
    return fault == null && part != Part.COMPLETE;
  }

  private void onBegin(byte b) {
    if (b == '\r') {
      part = Part.EMPTY_LINE_END;
    } else if (isToken(b)) {
      part = Part.METHOD;
    } else {
      fault = "the request line does not begin with a method";
    }
  }

  private void onEmptyLineEnd(byte b) {
    expectLf(b, Part.BEGIN);
    if (++emptyLines > MAX_EMPTY_LINES) {
      fault = "there are empty lines before the request";
    }
  }

  private void onMethod(byte b) {
    if (b == ' ') {
      part = Part.TARGET_BEGIN;
    } else if (!isToken(b)) {
      fault = "the method is not a token with one space behind it";
    }
  }

  private void onTarget(byte b) {
    if (b > ' ' && b < 0x7f && b != '#') {
      part = Part.TARGET;
    } else if (b == ' ' && part == Part.TARGET) {
      part = Part.VERSION;
    } else {
      fault = "the request target has a character that is to be percent-encoded, or more than one "
          + "space before it";
    }
  }

  private void onVersion(byte b) {
    if (versionLength == VERSION.length()) {
      onLineEnd(b, "something follows the version");
      return;
    }
    char expected = VERSION.charAt(versionLength++);
    if (expected == '0' ? b < '0' || b > '9' : b != expected) {
      fault = "the request line does not end with a version of HTTP";
    }
  }

  private void onFieldBegin(byte b) {
    if (b == '\r') {
      part = Part.LAST_LINE_END;
    } else if (b == ' ' || b == '\t') {
      fault = "a header line begins with white space";
    } else if (isToken(b)) {
      part = Part.FIELD_NAME;
    } else {
      fault = "a header line does not begin with a name";
    }
  }

  private void onFieldName(byte b) {
    if (b == ':') {
      part = Part.FIELD_VALUE;
    } else if (!isToken(b)) {
      fault = "a header's name is not a token with a colon behind it";
    }
  }

  private void onFieldValue(byte b) {
    boolean ordinary = b >= ' ' ? b != 0x7f : b == '\t' || b < 0;
    if (!ordinary) {
      onLineEnd(b, "a header's value has a control character");
    }
  }

  private void onLineEnd(byte b, String otherwise) {
    if (b == '\r') {
      part = Part.LINE_END;
    } else {
      fault = b == '\n' ? "a line ends without CR" : otherwise;
    }
  }

  private void expectLf(byte b, Part next) {
    part = next;
    if (b != '\n') {
      fault = "there is a CR that ends no line";
    }
  }

  private static boolean isToken(byte b) {
    return b >= 0 && TOKEN[b];
  }

  /** RFC 9110, 5.6.2. */
  private static boolean[] token() {
    boolean[] token = new boolean[128];
    for (char c = '!'; c < 0x7f; c++) {
      token[c] = Character.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
    return token;
  }
}
