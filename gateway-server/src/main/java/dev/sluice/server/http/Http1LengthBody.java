package dev.sluice.server.http;

import io.netty.buffer.ByteBuf;

/** A body whose head says how long it is (RFC 9112, 6.2). Belongs to its connection's loop. */
final class Http1LengthBody implements Http1Body {
  private long left;

  Http1LengthBody(long length) {
    this.left = length;
  }

  @Override
  public int next(ByteBuf in) {
    if (left == 0) {
      return COMPLETE;
    }
    int count = (int) Math.min(left, in.readableBytes());
    left -= count;
    return count;
  }
}
