package dev.sluice.server.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fragments put together. */
class MessageAssemblerTest {
  private static final int MAX_BYTES = 10;

  private final MessageAssembler assembler = new MessageAssembler(false);

  @Test
  void takesAMessageInOneFrame() throws DataFormatException {
    assertThat(text("abc")).isTrue();
    assertThat(assembler.isText()).isTrue();
    assertThat(taken()).isEqualTo("abc");
  }

  @Test
  void putsFragmentsTogether() throws DataFormatException {
    text("a");
    more("");
    more("bc");
    more("d");

    assertThat(taken()).isEqualTo("abcd");
  }

  @Test
  void takesAFragmentThatEndsInTheMiddleOfACharacter() throws DataFormatException {
    byte[] bytes = "ä😀".getBytes(StandardCharsets.UTF_8);
    assembler.tryAdd(new TextWebSocketFrame(false, 0, Unpooled.EMPTY_BUFFER), MAX_BYTES);
    for (byte b : bytes) {
      assembler.tryAdd(
          new ContinuationWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {b})), MAX_BYTES);
    }

    assertThat(taken()).isEqualTo("ä😀");
  }

  @Test
  void keepsMessagesApart() throws DataFormatException {
    text("abc");
    assertThat(taken()).isEqualTo("abc");
    binary("de");
    more("f");

    assertThat(assembler.isText()).isFalse();
    assertThat(taken()).isEqualTo("def");
    text("");
    assertThat(assembler.isText()).isTrue();
    assertThat(taken()).isEmpty();
  }

  @Test
  void givesAwayWhatItHasTaken() throws DataFormatException {
    text("abc");
    byte[] first = assembler.take(MAX_BYTES);
    text("xyz");

    assertThat(first).asString(StandardCharsets.UTF_8).isEqualTo("abc");
  }

  @Test
  void takesAsMuchAsTheLimit() {
    assertThat(text("0123456789")).isTrue();
    assertThat(more("")).isTrue();
    assertThat(more("x")).isFalse();
  }

  @Test
  void refusesAFrameThatIsTooLarge() {
    assertThat(binary("0123456789x")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x"})
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void copiesALargeMessageNotOnceAFragment(String fragment) throws DataFormatException {
    int count = 200_000;
    int large = 1024 * 1024;
    ByteBuf piece = Unpooled.copiedBuffer(fragment, StandardCharsets.US_ASCII);
    assembler.tryAdd(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[large])), 2 * large);
    for (int i = 0; i < count; i++) {
      assembler.tryAdd(new ContinuationWebSocketFrame(piece.duplicate()), 2 * large);
    }

    assertThat(assembler.take(2 * large)).hasSize(large + count * fragment.length());
  }

  private boolean text(String content) {
    return assembler.tryAdd(new TextWebSocketFrame(content), MAX_BYTES);
  }

  private boolean binary(String content) {
    return assembler.tryAdd(new BinaryWebSocketFrame(bytes(content)), MAX_BYTES);
  }

  private boolean more(String content) {
    return assembler.tryAdd(new ContinuationWebSocketFrame(bytes(content)), MAX_BYTES);
  }

  private static ByteBuf bytes(String content) {
    return Unpooled.copiedBuffer(content, StandardCharsets.UTF_8);
  }

  private String taken() throws DataFormatException {
    byte[] message = assembler.take(MAX_BYTES);
    return new String(Objects.requireNonNull(message), StandardCharsets.UTF_8);
  }
}
