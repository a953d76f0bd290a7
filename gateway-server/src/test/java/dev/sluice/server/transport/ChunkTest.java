package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.http.StreamFraming;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces of a body that goes on. */
class ChunkTest {
  private static final ByteBufAllocator ALLOCATOR = ByteBufAllocator.DEFAULT;

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "9, 9",
    "10, a",
    "15, f",
    "16, 10",
    "255, ff",
    "256, 100",
    "4095, fff",
    "4096, 1000",
    "65535, ffff",
    "65536, 10000",
    "1048575, fffff",
    "1048576, 100000",
    "2000000, 1e8480"
  })
  void beginWithTheirSizeInAsFewDigitsAsItTakes(int size, String hex) {
    byte[] content = content(size);
    for (int expected : new int[] {0, size, 2 * size}) {
      ByteBuf chunk =
          Chunk.of(ALLOCATOR, StreamFraming.CHUNKED, expected, out -> out.writeBytes(content));
      String head = hex + "\r\n";

      assertThat(chunk.readableBytes()).isEqualTo(head.length() + size + 2);
      assertThat(chunk.readCharSequence(head.length(), StandardCharsets.US_ASCII))
          .hasToString(head);
      assertThat(chunk.readSlice(size)).isEqualTo(Unpooled.wrappedBuffer(content));
      assertThat(chunk.readCharSequence(2, StandardCharsets.US_ASCII)).hasToString("\r\n");
      chunk.release();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 65536})
  void areTheirContentWhereNothingFramesThem(int size) {
    byte[] content = content(size);
    ByteBuf chunk = Chunk.of(ALLOCATOR, StreamFraming.NONE, 0, out -> out.writeBytes(content));

    assertThat(chunk).isEqualTo(Unpooled.wrappedBuffer(content));
    chunk.release();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CHUNKED", "NONE"})
  void leaveNothingBehindWhenWritingFails(StreamFraming framing) {
    UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);

    assertThatThrownBy(() -> Chunk.of(allocator, framing, 10, out -> {
          throw new IllegalStateException("fails");
        }))
        .hasMessage("fails");
    assertThat(allocator.metric().usedHeapMemory()).isZero();
  }

  @Test
  void haveOneOwner() {
    ByteBuf chunk = Chunk.of(ALLOCATOR, StreamFraming.CHUNKED, 1, out -> out.writeByte('x'));

    assertThat(chunk.refCnt()).isOne();
    assertThat(chunk.release()).isTrue();
  }

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    for (int i = 0; i < size; i++) {
      content[i] = (byte) (i % 251);
    }
    return content;
  }
}
