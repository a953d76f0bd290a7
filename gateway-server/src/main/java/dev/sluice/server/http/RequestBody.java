package dev.sluice.server.http;

import io.netty.buffer.ByteBuf;

/**
 * Takes a request's body as it comes in. Called on the connection's loop, until the request is
 * answered.
 */
public interface RequestBody {
  /**
   * The head has announced so many bytes.
   *
   * @throws ProblemException to refuse the request before they are sent
   */
  default void onLength(long bytes) {}

  /**
   * Takes some bytes, which stay the caller's.
   *
   * @throws ProblemException to refuse the request
   */
  void onBytes(ByteBuf bytes);

  /**
   * The body is complete.
   *
   * @throws ProblemException to refuse the request
   */
  void onEnd();

  /** The client has gone before the end. */
  default void onAbort() {}

  /** For requests that need no body: what comes is dropped, for as long as a body may take. */
  static RequestBody none(Runnable onEnd) {
    return new RequestBody() {
      @Override
      public void onBytes(ByteBuf bytes) {
        bytes.skipBytes(bytes.readableBytes());
      }

      @Override
      public void onEnd() {
        onEnd.run();
      }
    };
  }
}
