package dev.sluice.server.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of one line after the other. */
class LineBufferTest {
  private static final int MAX_BYTES = 5000;

  private final LineBuffer line = new LineBuffer(MAX_BYTES);

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1023, 1024, 1025, MAX_BYTES})
  void holdsALineHoweverItCame(int pieceBytes) {
    String text = "0123456789".repeat(MAX_BYTES / 10);
    for (int at = 0; at < text.length(); at += pieceBytes) {
      append(text.substring(at, Math.min(text.length(), at + pieceBytes)));
    }

    assertThat(text()).isEqualTo(text);
    assertThat(line.isTooLong()).isFalse();
  }

  @Test
  void dropsWhatIsTooMuchAndKnowsIt() {
    append("x".repeat(MAX_BYTES - 1));
    append("yz");
    assertThat(line.isTooLong()).isTrue();
    assertThat(line.length()).isEqualTo(MAX_BYTES);

    append("more");
    assertThat(line.length()).isEqualTo(MAX_BYTES);
    assertThat(text()).endsWith("xy");
  }

  @Test
  void takesAllThatItIsTold() {
    ByteBuf bytes = Unpooled.buffer().writeZero(MAX_BYTES * 2).writeByte('x');
    line.append(bytes, MAX_BYTES * 2);

    assertThat(bytes.toString(StandardCharsets.US_ASCII)).isEqualTo("x");
  }

  @Test
  void beginsAnew() {
    append("x".repeat(MAX_BYTES + 1));
    line.clear();
    assertThat(line.isTooLong()).isFalse();
    assertThat(line.length()).isZero();

    append("next");
    assertThat(text()).isEqualTo("next");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\r", " \t\r"})
  void knowsABlankLine(String text) {
    append(text);

    assertThat(line.isBlank()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", " x", "x ", "\u00a0", "\u007f"})
  void knowsThatALineIsNotBlank(String text) {
    append(text);

    assertThat(line.isBlank()).isFalse();
  }

  @Test
  void mayBeShorterThanItsFirstRoom() {
    LineBuffer small = new LineBuffer(3);
    small.append(Unpooled.copiedBuffer("abcd", StandardCharsets.US_ASCII), 4);

    assertThat(small.length()).isEqualTo(3);
    assertThat(small.isTooLong()).isTrue();
  }

  private void append(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    line.append(Unpooled.wrappedBuffer(bytes), bytes.length);
  }

  private String text() {
    return new String(line.bytes(), 0, line.length(), StandardCharsets.ISO_8859_1);
  }
}
