package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON strings and numbers written by hand, read back by a library. */
class JsonTextTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void escapesEveryControlCharacter() throws IOException {
    for (char c = 0; c < ' '; c++) {
      for (String text : new String[] {"" + c, "a" + c, c + "b", "ä" + c + c + "😀"}) {
        assertThat(JSON.readValue(string(text), String.class)).isEqualTo(text);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"' | \"\\\"\"", "'\\' | \"\\\\\"", "'\n' | \"\\n\"", "'\r' | \"\\r\"",
        "'\t' | \"\\t\"", "'\b' | \"\\u0008\"", "'\u001f' | \"\\u001f\"", "/ | \"/\""
      })
  void usesTheShortFormOfEscapes(String text, String expected) {
    assertThat(string(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "\u007f", "\u0080ä€\u2028\u2029\ufeff\uffff", "😀", "a\"ä\"b"})
  void leavesTheRestAsItIs(String text) throws IOException {
    assertThat(JSON.readValue(string(text), String.class)).isEqualTo(text);
    assertThat(string(text)).isEqualTo("\"" + text.replace("\"", "\\\"") + "\"");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 9, 10, 11, 99, 100, 4_294_967_296L, 999_999_999_999_999_999L})
  void writesNumbers(long number) {
    assertThat(number(number)).isEqualTo(Long.toString(number));
  }

  @Test
  void writesNumbersAtEveryPowerOfTen() {
    for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
      assertThat(number(power)).isEqualTo(Long.toString(power));
      assertThat(number(power - 1)).isEqualTo(Long.toString(power - 1));
      assertThat(number(power + 1)).isEqualTo(Long.toString(power + 1));
    }
    assertThat(number(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
  }

  @Test
  void growsTheBufferAsNeeded() {
    ByteBuf small = Unpooled.buffer(1);
    small.writeByte('x');
    JsonText.writeNumber(small, 1234567890123L);
    JsonText.writeString(small, "abc".getBytes(StandardCharsets.UTF_8));
    JsonText.writeAscii(small, "def");

    assertThat(small.toString(StandardCharsets.UTF_8)).isEqualTo("x1234567890123\"abc\"def");
  }

  private static String string(String text) {
    return written(out -> JsonText.writeString(out, text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String number(long number) {
    return written(out -> JsonText.writeNumber(out, number));
  }

  private static String written(Consumer<ByteBuf> write) {
    ByteBuf out = Unpooled.buffer();
    write.accept(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
