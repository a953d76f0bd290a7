package dev.sluice.server.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.fanout.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A lane encodes once per format: who is given the same one shares what was compressed. */
class WebSocketFormatsTest {
  private final WebSocketFormats formats =
      new WebSocketFormats(ByteBufAllocator.DEFAULT, FrameWriter.RAW);

  @Test
  void areSharedByAllClientsOfTheSameWindow() {
    assertThat(agreed(15, false)).isSameAs(agreed(15, false)).isSameAs(agreed(15, true));
    assertThat(agreed(9, true)).isSameAs(agreed(9, true));
    assertThat(formats.format(Optional.empty())).isSameAs(formats.format(Optional.empty()));
  }

  @Test
  void areOneForEachWindowAndOneForThoseWithout() {
    Set<WireFormat<ByteBuf>> all = new HashSet<>();
    for (int bits = Compression.MIN_BITS; bits <= Compression.MAX_BITS; bits++) {
      all.add(agreed(bits, true));
    }
    all.add(formats.format(Optional.empty()));

    assertThat(all).hasSize(9);
  }

  private WireFormat<ByteBuf> agreed(int bits, boolean said) {
    return formats.format(Optional.of(new Compression(bits, said)));
  }
}
