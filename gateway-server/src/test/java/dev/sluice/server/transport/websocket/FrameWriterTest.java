package dev.sluice.server.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.transport.Envelope;
import dev.sluice.server.transport.Published;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batches of messages as frames, read back by a client's decoder. */
class FrameWriterTest {
  private final Published published = Published.of(
      Published.text("tick", "ä"),
      Published.json("[1.0]"),
      Published.binary((byte) 0, (byte) 'b'),
      Published.text(""),
      Published.text("x".repeat(70_000)));

  @Test
  void sendsTheDataAloneAsTextOrBinary() {
    List<String> frames = frames(FrameWriter.RAW);

    assertThat(frames.subList(0, 4))
        .containsExactly("text:ä", "text:[1.0]", "binary:\u0000b", "text:");
    assertThat(frames.get(4)).hasSize("text:".length() + 70_000);
    assertThat(frames).hasSize(5);
  }

  @Test
  void sendsAnEnvelopeOfEach() {
    assertThat(frames(FrameWriter.ENVELOPE))
        .containsExactly(text(0), text(1), text(2), text(3), text(4));
  }

  @Test
  void sendsAnEnvelopeInAMessageOfEach() {
    assertThat(frames(FrameWriter.SLUICE_V1))
        .hasSize(5)
        .startsWith("text:{\"message\":" + text(0).substring("text:".length()) + "}")
        .allMatch(frame -> frame.endsWith("}}"));
  }

  private String text(int index) {
    ByteBuf out = Unpooled.buffer();
    Envelope.write(out, published.topic(), published.range().get(index));
    return "text:" + out.toString(StandardCharsets.UTF_8);
  }

  private List<String> frames(FrameWriter writer) {
    WebSocketFormat format = new WebSocketFormat(ByteBufAllocator.DEFAULT, writer);
    ByteBuf batch = format.encode(published.topic(), published.range());
    assertThat(format.sizeOf(batch)).isEqualTo(batch.readableBytes());
    EmbeddedChannel client =
        new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(false)
            .maxFramePayloadLength(1 << 20)
            .build()));
    client.writeInbound(batch);
    List<String> frames = new ArrayList<>();
    WebSocketFrame frame;
    while ((frame = client.readInbound()) != null) {
      String kind = frame instanceof TextWebSocketFrame ? "text:" : "binary:";
      frames.add(kind + frame.content().toString(StandardCharsets.UTF_8));
      frame.release();
    }
    client.finishAndReleaseAll();
    return frames;
  }
}
