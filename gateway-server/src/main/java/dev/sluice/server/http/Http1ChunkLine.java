package dev.sluice.server.http;

import io.netty.buffer.ByteBuf;

/**
 * Reads the line that begins a chunk: its size in hexadecimal, and extensions that are checked and
 * dropped (RFC 9112, 7.1.1). Belongs to its connection's loop.
 */
final class Http1ChunkLine {
  /** So much of a line is free; all that is longer counts together, through a whole body. */
  private static final int FREE_BYTES = 16;

  /** What was read last. */
  private enum Part {
    BEGIN,
    SIZE,
    /** White space behind a size or a value. */
    GAP,
    SEMICOLON,
    NAME,
    /** White space behind a name. */
    NAME_GAP,
    EQUALS,
    VALUE,
    QUOTED,
    ESCAPE,
    QUOTED_END,
    CR,
    LF
  }

  private final int limitBytes;
  private Part part = Part.BEGIN;
  private int size;
  private int length;
  private int counted;

  Http1ChunkLine(int limitBytes) {
    this.limitBytes = limitBytes;
  }

  /**
   * Reads on.
   *
   * @return whether it is complete
   * @throws ProblemException if it is no such line
   */
  boolean read(ByteBuf in) {
    while (part != Part.LF && in.isReadable()) {
      if (++length > FREE_BYTES && ++counted > limitBytes) {
        throw bad("chunk extensions are larger than the limit of " + limitBytes + " bytes");
      }
      part = after(in.readByte());
    }
    return part == Part.LF;
  }

  /** The chunk's size; 0 for the last one. */
  int size() {
    return size;
  }

  /** Begins with the next line. */
  void clear() {
    part = Part.BEGIN;
    size = 0;
    length = 0;
  }

  private Part after(byte b) {
    return switch (part) {
      case BEGIN -> afterDigit(b);
      case SIZE -> isHex(b) ? afterDigit(b) : afterValue(b);
      case GAP -> b == ';' ? Part.SEMICOLON : blank(b, Part.GAP);
      case SEMICOLON -> Http1Token.has(b) ? Part.NAME : blank(b, Part.SEMICOLON);
      case NAME -> Http1Token.has(b) ? Part.NAME : afterName(b);
      case NAME_GAP -> b == '\r' ? blank(b, Part.NAME_GAP) : afterName(b);
      case EQUALS -> afterEquals(b);
      case VALUE -> Http1Token.has(b) ? Part.VALUE : afterValue(b);
      case QUOTED -> afterQuoted(b);
      case ESCAPE -> text(b);
      case QUOTED_END -> afterValue(b);
      case CR -> afterCr(b);
      case LF -> throw new IllegalStateException("it is complete");
    };
  }

  private Part afterDigit(byte b) {
    int digit = Character.digit(b, 16);
    if (digit < 0) {
      throw bad("a chunk does not begin with its size");
    }
    if (size > Integer.MAX_VALUE >> 4) {
      throw bad("a chunk is larger than can be");
    }
    size = size << 4 | digit;
    return Part.SIZE;
  }

  private static boolean isHex(byte b) {
    return Character.digit(b, 16) >= 0;
  }

  private static Part afterName(byte b) {
    if (b == '=') {
      return Part.EQUALS;
    }
    if (b == ' ' || b == '\t') {
      return Part.NAME_GAP;
    }
    return afterValue(b);
  }

  private static Part afterEquals(byte b) {
    if (b == '"') {
      return Part.QUOTED;
    }
    return Http1Token.has(b) ? Part.VALUE : blank(b, Part.EQUALS);
  }

  private static Part afterValue(byte b) {
    if (b == '\r') {
      return Part.CR;
    }
    return b == ';' ? Part.SEMICOLON : blank(b, Part.GAP);
  }

  private static Part afterQuoted(byte b) {
    if (b == '"') {
      return Part.QUOTED_END;
    }
    return b == '\\' ? Part.ESCAPE : text(b);
  }

  private static Part text(byte b) {
    boolean ordinary = b >= ' ' ? b != 0x7f : b == '\t' || b < 0;
    if (!ordinary) {
      throw bad("a chunk extension has a control character");
    }
    return Part.QUOTED;
  }

  private static Part blank(byte b, Part following) {
    if (b != ' ' && b != '\t') {
      throw bad("a chunk's size is followed by what is no extension");
    }
    return following;
  }

  private static Part afterCr(byte b) {
    if (b != '\n') {
      throw bad("there is a CR that ends no line");
    }
    return Part.LF;
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(Problem.badRequest(detail));
  }
}
