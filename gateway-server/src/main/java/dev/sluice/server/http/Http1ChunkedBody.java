package dev.sluice.server.http;

import io.netty.buffer.ByteBuf;

/**
 * A body in chunks (RFC 9112, 7.1), strictly: what marks their ends is there, and nothing else.
 * Extensions and trailers are checked and dropped. Belongs to its connection's loop.
 */
final class Http1ChunkedBody implements Http1Body {
  /** What the next byte belongs to. */
  private enum Part {
    SIZE_LINE,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILERS
  }

  private final Http1ChunkLine line;
  private final Http1Head trailers;
  private Part part = Part.SIZE_LINE;

  /** Of the chunk's data. */
  private int left;

  Http1ChunkedBody(Http1Limits limits) {
    this.line = new Http1ChunkLine(limits.headerBytes());
    this.trailers = Http1Head.ofTrailers(limits);
  }

  @Override
  public int next(ByteBuf in) {
    while (in.isReadable()) {
      switch (part) {
        case SIZE_LINE -> readSizeLine(in);
        case DATA -> {
          return data(in);
        }
        case DATA_CR -> expect(in, '\r', Part.DATA_LF);
        case DATA_LF -> expect(in, '\n', Part.SIZE_LINE);
        case TRAILERS -> {
          return trailers.read(in) ? COMPLETE : 0;
        }
      }
    }
    return 0;
  }

  private void readSizeLine(ByteBuf in) {
    if (line.read(in)) {
      left = line.size();
      part = left == 0 ? Part.TRAILERS : Part.DATA;
      line.clear();
    }
  }

  private int data(ByteBuf in) {
    int count = Math.min(left, in.readableBytes());
    left -= count;
    if (left == 0) {
      part = Part.DATA_CR;
    }
    return count;
  }

  private void expect(ByteBuf in, char expected, Part following) {
    if (in.readByte() != expected) {
      throw new ProblemException(Problem.badRequest("a chunk does not end where its size says"));
    }
    part = following;
  }
}
