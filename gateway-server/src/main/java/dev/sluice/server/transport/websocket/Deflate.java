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

  /** An empty block that says it is the last: where it isn't read as that, something is missing. */
  private static final byte[] END = {3, 0};

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
    if (data.length == 0) {
      return data; // less than an empty message compresses to, but there is no doubt of it
    }
    byte[] input = ended(data);
    Inflater inflater = INFLATER.get();
    inflater.reset();
    inflater.setInput(input);
    long limit = maxBytes + 1L; // one more than allowed tells that there is more
    byte[] out = new byte[(int) Math.min(limit, Math.max(INITIAL_BYTES, data.length * 2L))];
    int length = 0;
    while (!isWhole(inflater, input)) {
      if (length == out.length) {
        out = Arrays.copyOf(out, (int) Math.min(limit, length * 2L));
      }
      int more = inflater.inflate(out, length, out.length - length);
      if (more == 0 && !inflater.finished()) {
        throw new DataFormatException("less than was compressed");
      }
      length += more;
      if (length == limit) {
        return null;
      }
    }
    return Arrays.copyOf(out, length);
  }

  /** Whether all blocks are expanded; behind a final one others may begin (RFC 7692, 7.2.1). */
  private static boolean isWhole(Inflater inflater, byte[] input) {
    int rest = inflater.getRemaining();
    if (!inflater.finished() || rest == 0) {
      return inflater.finished();
    }
    inflater.reset();
    inflater.setInput(input, input.length - rest, rest);
    return false;
  }

  private static byte[] ended(byte[] data) {
    byte[] whole = Arrays.copyOf(data, data.length + TAIL.length + END.length);
    System.arraycopy(TAIL, 0, whole, data.length, TAIL.length);
    System.arraycopy(END, 0, whole, data.length + TAIL.length, END.length);
    return whole;
  }
}
