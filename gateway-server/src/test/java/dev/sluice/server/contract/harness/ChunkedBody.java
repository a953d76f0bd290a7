package dev.sluice.server.contract.harness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a body in chunks at the pace of the test. */
public final class ChunkedBody {
  private final RawConnection connection;
  private int left;
  private boolean begun;
  private boolean ended;

  /** Of an answer whose head was read. */
  public ChunkedBody(RawConnection connection) {
    this.connection = connection;
  }

  /** The next byte, -1 at the end. */
  public int read() {
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    left--;
    return connection.read();
  }

  /** The next line without its line feed, null at the end. */
  public @Nullable String line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = read();
    while (b >= 0 && b != '\n') {
      line.write(b);
      b = read();
    }
    return b < 0 && line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
  }

  private void nextChunk() {
    if (begun) {
      expectEmptyLine();
    }
    begun = true;
    left = Integer.parseInt(connection.line(), 16);
    if (left == 0) {
      expectEmptyLine();
      ended = true;
    }
  }

  private void expectEmptyLine() {
    String line = connection.line();
    if (!line.isEmpty()) {
      throw new AssertionError("expected the end of a chunk, got " + line);
    }
  }
}
