package dev.sluice.server.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.Consumer;

/** Collects a body up to a limit. Belongs to its connection's loop. */
public final class CollectedBody implements RequestBody {
  private static final byte[] EMPTY = {};

  /** Believed of an announced length before the bytes are there. */
  private static final int EAGER_BYTES = 16 * 1024;

  private final int maxBytes;
  private final String name;
  private final Consumer<byte[]> onEnd;
  private byte[] bytes = EMPTY;
  private int length;

  /**
   * Collects.
   *
   * @param name what to call it when it is too large
   * @param onEnd gets all of it, and the array with it
   */
  public CollectedBody(int maxBytes, String name, Consumer<byte[]> onEnd) {
    this.maxBytes = maxBytes;
    this.name = name;
    this.onEnd = onEnd;
  }

  @Override
  public void onLength(long announced) {
    if (announced > maxBytes) {
      throw new ProblemException(Problem.tooLarge(name, maxBytes));
    }
    bytes = new byte[(int) Math.min(announced, EAGER_BYTES)];
  }

  @Override
  public void onBytes(ByteBuf more) {
    int added = more.readableBytes();
    if (added > maxBytes - length) {
      throw new ProblemException(Problem.tooLarge(name, maxBytes));
    }
    if (length + added > bytes.length) {
      int doubled = Math.min(maxBytes, bytes.length * 2);
      bytes = Arrays.copyOf(bytes, length == 0 ? added : Math.max(length + added, doubled));
    }
    more.readBytes(bytes, length, added);
    length += added;
  }

  @Override
  public void onEnd() {
    onEnd.accept(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
  }
}
