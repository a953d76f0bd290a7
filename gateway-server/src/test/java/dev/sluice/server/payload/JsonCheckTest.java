package dev.sluice.server.payload;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that claim to be JSON are exactly one value of it (RFC 8259). */
class JsonCheckTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "12.50e+10",
        "1e999999999",
        "123456789012345678901234567890",
        "true",
        "false",
        "null",
        "\"\"",
        "\"ä\\u00e4\\ud83d\\\"\\/\\b\"",
        "\"\u2028\u007f\"",
        "{}",
        "[]",
        "[[],{},[{}]]",
        "{\"a\":1,\"a\":2}",
        "{\"\":{\"b\":[1 , 2]}}",
        " \t\r\n7\n",
        "[\r\n1\r\n]"
      })
  void takesOneValue(String json) {
    assertThatCode(() -> Json.check(utf8(json))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n",
        "1 2",
        "1,",
        "{} {}",
        "[]]",
        "true false",
        "nul",
        "nulll",
        "\"a\"b",
        "{}\u0000",
        "{",
        "[1",
        "[1,",
        "[1,]",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "\"a",
        "\"\\",
        "01",
        "-",
        "+1",
        ".5",
        "1.",
        "1e",
        "0x1",
        "NaN",
        "Infinity",
        "-Infinity",
        "'a'",
        "{a:1}",
        "{1:1}",
        "// a\n1",
        "/**/1",
        "# a\n1",
        "\"\n\"",
        "\"\t\"",
        "\"\u0000\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\u00a01",
        "\u0000",
        "1\u0000"
      })
  void refusesWhatIsNotOneValue(String json) {
    assertRefused(utf8(json));
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    assertRefused(new byte[] {'"', (byte) 0xff, '"'});
    assertRefused(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'});
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
  void refusesOtherEncodings(String charset) {
    for (String json : new String[] {"1", "12", "{}", "[1]", "{\"a\":true}", " 1"}) {
      assertRefused(json.getBytes(Charset.forName(charset)));
    }
  }

  @Test
  void refusesAByteOrderMark() {
    assertRefused(utf8("\ufeff{}"));
  }

  @Test
  void boundsTheDepth() {
    assertThatCode(() -> Json.check(nested(500))).doesNotThrowAnyException();
    assertRefused(nested(501));
    assertRefused(nested(1_000_000));
  }

  @Test
  void takesLongStringsAndNumbers() {
    assertThatCode(() -> Json.check(utf8("\"" + "x".repeat(30_000_000) + "\"")))
        .doesNotThrowAnyException();
    assertThatCode(() -> Json.check(utf8("9".repeat(100_000)))).doesNotThrowAnyException();
  }

  @Test
  void doesNotRepeatTheDataInItsMessage() {
    assertThatThrownBy(() -> Json.check(utf8("{\"secret\": oops}")))
        .hasMessageContaining("at byte")
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("oops");
  }

  private static byte[] nested(int depth) {
    return utf8("[".repeat(depth) + "]".repeat(depth));
  }

  private static void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> Json.check(bytes))
        .as(new String(bytes, 0, Math.min(bytes.length, 100), StandardCharsets.UTF_8))
        .isInstanceOf(InvalidPayloadException.class)
        .hasMessageStartingWith("the data is not JSON");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
