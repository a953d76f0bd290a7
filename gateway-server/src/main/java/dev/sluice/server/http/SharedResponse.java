package dev.sluice.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer that many get: to those who wait for one message it is the same, so that its bytes are
 * made once. Owns what it is made of until it is released. Belongs to a loop.
 */
public final class SharedResponse {
  private final Response original;

  /** The whole of it as HTTP/1.1, and the date that it has. */
  private @Nullable ByteBuf http1;

  private String date = "";

  /** Takes an answer over, that is complete. */
  public SharedResponse(Response original) {
    this.original = original;
  }

  /** One of the answers; it is to be given to its exchange while this one lasts. */
  public Response one() {
    return new Response(this);
  }

  int status() {
    return original.status();
  }

  List<String> headers() {
    return original.headers();
  }

  /** The body with a reference and indices of its own. */
  ByteBuf body() {
    return original.body().retainedDuplicate();
  }

  /** As HTTP/1.1 on a connection that goes on; the bytes stay this one's. */
  ByteBuf http1(ByteBufAllocator allocator, String now) {
    ByteBuf bytes = http1;
    if (bytes == null || !date.equals(now)) {
      releaseHttp1();
      bytes = Http1Encoder.full(allocator, one(), now, Http1Encoder.Persistence.IMPLIED, false);
      http1 = bytes;
      date = now;
    }
    return bytes;
  }

  /** No more are given out; those that were keep what they need. */
  public void release() {
    releaseHttp1();
    original.discard();
  }

  private void releaseHttp1() {
    if (http1 != null) {
      http1.release();
      http1 = null;
    }
  }
}
