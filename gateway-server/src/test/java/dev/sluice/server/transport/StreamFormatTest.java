package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.metrics.Transport;
import dev.sluice.server.http.StreamFraming;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A batch of messages as one buffer. */
class StreamFormatTest {
  private final Published published =
      Published.of(Published.text("a"), Published.text("b"), Published.text("c"));

  @Test
  void isOneChunk() {
    assertThat(encoded(StreamFraming.CHUNKED)).isEqualTo("6\r\na;b;c;\r\n");
  }

  @Test
  void isTheMessagesAloneWhereNothingFramesThem() {
    assertThat(encoded(StreamFraming.NONE)).isEqualTo("a;b;c;");
  }

  private String encoded(StreamFraming framing) {
    StreamFormat format =
        new StreamFormat(Transport.SSE, ByteBufAllocator.DEFAULT, framing, (out, topic, range) -> {
          for (int i = 0; i < range.size(); i++) {
            out.writeBytes(range.get(i).publication().data()).writeByte(';');
          }
        });
    ByteBuf batch = format.encode(published.topic(), published.range());
    try {
      assertThat(format.sizeOf(batch)).isEqualTo(batch.readableBytes());
      return batch.toString(StandardCharsets.UTF_8);
    } finally {
      format.release(batch);
      assertThat(batch.refCnt()).isZero();
    }
  }
}
