package dev.sluice.server.transport;

import dev.sluice.server.http.StreamFraming;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.function.Consumer;

/**
 * One piece of a body that goes on, in its framing (RFC 9112, 7.1). The size of a chunk is known
 * only behind it, so there is room for it in front, and what isn't needed of that is skipped. Any
 * thread.
 */
public final class Chunk {
  private static final int SIZE_LINE_BYTES = 10;
  private static final int CRLF = '\r' << 8 | '\n';

  private Chunk() {}

  /** Makes a buffer that holds what is written to it, framed; its owner is the caller. */
  public static ByteBuf of(
      ByteBufAllocator allocator,
      StreamFraming framing,
      int bytesExpected,
      Consumer<ByteBuf> write) {
    ByteBuf out = allocator.buffer(bytesExpected + SIZE_LINE_BYTES + 2);
    try {
      if (framing == StreamFraming.NONE) {
        write.accept(out);
      } else {
        writeChunk(out, write);
      }
      return out;
    } catch (RuntimeException e) {
      out.release();
      throw e;
    }
  }

  private static void writeChunk(ByteBuf out, Consumer<ByteBuf> write) {
    out.writeZero(SIZE_LINE_BYTES);
    write.accept(out);
    int index = SIZE_LINE_BYTES - 2;
    int size = out.writerIndex() - SIZE_LINE_BYTES;
    out.setShort(index, CRLF);
    for (int rest = size; rest > 0 || index == SIZE_LINE_BYTES - 2; rest >>>= 4) {
      out.setByte(--index, Character.forDigit(rest & 15, 16));
    }
    out.readerIndex(index);
    out.writeShort(CRLF);
  }
}
