package dev.sluice.server.transport.websocket;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses and expands messages one by one, without a context from one to the next (RFC 7692,
 * 7.2), so that a connection holds nothing for it: each thread has one compressor and one expander.
 * Any thread.
 */
final class Deflate {
  /** What the marker that ends a piece looks like; it isn't sent. */
  private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

  private static final int LEVEL = 6;
  private static final int INITIAL_BYTES = 1024;

  private static final FastThreadLocal<Deflater> DEFLATER = new FastThreadLocal<>() {
    @Override
    protected Deflater initialValue() {
      return new Deflater(LEVEL, true);
    }

    @Override
    protected void onRemoval(Deflater deflater) {
      deflater.end();
    }
  };

  private static final FastThreadLocal<Inflater> INFLATER = new FastThreadLocal<>() {
    @Override
    protected Inflater initialValue() {
      return new Inflater(true);
    }

    @Override
    protected void onRemoval(Inflater inflater) {
      inflater.end();
    }
  };

  private Deflate() {}

  /** The compressed form of a message, null where that is no shorter. */
  static byte @Nullable [] compress(byte[] data, int from, int length) {
    Deflater deflater = DEFLATER.get();
    deflater.reset();
    deflater.setInput(data, from, length);
    byte[] out = new byte[length + TAIL.length];
    int written = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    boolean shorter = written < out.length && deflater.needsInput();
    return shorter ? Arrays.copyOf(out, written - TAIL.length) : null;
  }

  /**
   * The message that was compressed.
   *
   * @return null where it is larger than that
   * @throws DataFormatException if the bytes were not made by a compressor
   */
  static byte @Nullable [] expand(byte[] data, int maxBytes) throws DataFormatException {
    Inflater inflater = INFLATER.get();
    inflater.reset();
    inflater.setInput(withTail(data));
    long limit = maxBytes + 1L; // one more than allowed tells that there is more
    byte[] out = new byte[(int) Math.min(limit, Math.max(INITIAL_BYTES, data.length * 2L))];
    int length = 0;
    int more;
    while ((more = inflater.inflate(out, length, out.length - length)) > 0) {
      length += more;
      if (length == limit) {
        return null;
      }
      if (length == out.length) {
        out = Arrays.copyOf(out, (int) Math.min(limit, length * 2L));
      }
    }
    if (inflater.getRemaining() > 0 && !inflater.finished()) {
      throw new DataFormatException("more than was compressed");
    }
    return Arrays.copyOf(out, length);
  }

  private static byte[] withTail(byte[] data) {
    byte[] whole = Arrays.copyOf(data, data.length + TAIL.length);
    System.arraycopy(TAIL, 0, whole, data.length, TAIL.length);
    return whole;
  }
}
