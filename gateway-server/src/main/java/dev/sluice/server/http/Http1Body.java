package dev.sluice.server.http;

import io.netty.buffer.ByteBuf;

/** Finds a body's bytes among those that come in. Belongs to its connection's loop. */
interface Http1Body {
  /** No byte of it follows. */
  int COMPLETE = -1;

  /**
   * How many of a buffer's bytes are the body's next ones, from the reader's index on, which is
   * moved to them; whoever asks takes them before it asks again. None where more has to come,
   * {@link #COMPLETE} at the end.
   *
   * @throws ProblemException if it is not clear where the body ends
   */
  int next(ByteBuf in);
}
