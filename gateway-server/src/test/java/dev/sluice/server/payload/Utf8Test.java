package dev.sluice.server.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as text. */
class Utf8Test {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "\u0000\u007f", "\u0080ß", "\u07ff\u0800", "€\ufffd", "😀\udbff\udfff"})
  void takesTextOfEveryLength(String text) {
    assertThat(Utf8.isValid(text.getBytes(StandardCharsets.UTF_8))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80", // a continuation without a begin
        "c3", // cut off
        "e282",
        "f09f98",
        "c328", // a begin without a continuation
        "c0af",
        "e080af",
        "f08080af", // overlong
        "eda080",
        "edbfbf", // surrogates
        "f4908080", // above U+10FFFF
        "fe",
        "ff"
      })
  void refusesWhatIsNot(String hex) {
    byte[] bytes = HexFormat.of().parseHex("6162" + hex);

    assertThat(Utf8.isValid(bytes)).isFalse();
  }

  @Test
  void looksAtTheRangeAlone() {
    byte[] bytes = HexFormat.of().parseHex("ffc3a4ff");

    assertThat(Utf8.isValid(bytes, 1, 2)).isTrue();
    assertThat(Utf8.isValid(bytes, 1, 1)).isFalse();
    assertThat(Utf8.isValid(bytes, 2, 1)).isFalse();
    assertThat(Utf8.isValid(bytes, 4, 0)).isTrue();
  }
}
