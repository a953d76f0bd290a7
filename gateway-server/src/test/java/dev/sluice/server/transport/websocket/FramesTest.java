package dev.sluice.server.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server's frames, byte by byte (RFC 6455, 5.2). */
class FramesTest {
  private static final ByteBufAllocator ALLOCATOR = ByteBufAllocator.DEFAULT;

  @ParameterizedTest
  @CsvSource({
    "0, 8200",
    "1, 8201",
    "125, 827d",
    "126, 827e007e",
    "127, 827e007f",
    "255, 827e00ff",
    "256, 827e0100",
    "65535, 827effff",
    "65536, 827f0000000000010000",
    "1048576, 827f0000000000100000"
  })
  void beginWithTheirLengthInAsFewBytesAsItTakes(int length, String header) {
    byte[] payload = new byte[length];
    ByteBuf frame = Frames.frame(ALLOCATOR, Frames.BINARY, payload);

    assertThat(ByteBufUtil.hexDump(frame, 0, header.length() / 2)).isEqualTo(header);
    assertThat(frame.skipBytes(header.length() / 2)).isEqualTo(Unpooled.wrappedBuffer(payload));
    frame.release();
  }

  @ParameterizedTest
  @CsvSource({"0x1, 81", "0x2, 82", "0x8, 88", "0x9, 89", "0xa, 8a"})
  void areWholeAndUnmaskedOfEveryKind(int opcode, String firstByte) {
    assertThat(hex(Frames.frame(ALLOCATOR, opcode, new byte[] {7}))).isEqualTo(firstByte + "0107");
  }

  @Test
  void holdTextAsUtf8() {
    assertThat(hex(Frames.text(ALLOCATOR, "ä€"))).isEqualTo("8105" + "c3a4" + "e282ac");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lagged", "going away"})
  void holdTheCodeAndTheReasonOfAClose(String reason) {
    ByteBuf frame = Frames.close(ALLOCATOR, 4008, reason);

    assertThat(frame.readUnsignedByte()).isEqualTo((short) 0x88);
    assertThat(frame.readUnsignedByte()).isEqualTo((short) (2 + reason.length()));
    assertThat(frame.readUnsignedShort()).isEqualTo(4008);
    assertThat(frame.toString(StandardCharsets.US_ASCII)).isEqualTo(reason);
    frame.release();
  }

  private static String hex(ByteBuf frame) {
    try {
      return ByteBufUtil.hexDump(frame);
    } finally {
      frame.release();
    }
  }
}
