package dev.sluice.server.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** Writes a server's frames, which have no mask (RFC 6455, 5.2). Any thread. */
final class Frames {
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xa;

  /** Added to a message's opcode: reserved bit 1, as RFC 7692 uses it. */
  static final int COMPRESSED = 0x40;

  private static final int FIN = 0x80;
  private static final int MAX_HEADER_BYTES = 10;
  private static final int TWO_BYTE_LENGTH = 126;
  private static final int EIGHT_BYTE_LENGTH = 127;

  private Frames() {}

  static void writeHeader(ByteBuf out, int opcode, int length) {
    out.writeByte(FIN | opcode);
    if (length < TWO_BYTE_LENGTH) {
      out.writeByte(length);
    } else if (length <= 0xffff) {
      out.writeByte(TWO_BYTE_LENGTH).writeShort(length);
    } else {
      out.writeByte(EIGHT_BYTE_LENGTH).writeLong(length);
    }
  }

  static void write(ByteBuf out, int opcode, byte[] payload) {
    writeHeader(out, opcode, payload.length);
    out.writeBytes(payload);
  }

  static ByteBuf frame(ByteBufAllocator allocator, int opcode, byte[] payload) {
    ByteBuf out = allocator.buffer(MAX_HEADER_BYTES + payload.length);
    write(out, opcode, payload);
    return out;
  }

  static ByteBuf text(ByteBufAllocator allocator, String text) {
    return frame(allocator, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A close frame with a code and a short reason in ASCII (RFC 6455, 5.5.1). */
  static ByteBuf close(ByteBufAllocator allocator, int code, String reason) {
    ByteBuf out = allocator.buffer(4 + reason.length());
    writeHeader(out, CLOSE, 2 + reason.length());
    out.writeShort(code);
    out.writeCharSequence(reason, StandardCharsets.US_ASCII);
    return out;
  }
}
