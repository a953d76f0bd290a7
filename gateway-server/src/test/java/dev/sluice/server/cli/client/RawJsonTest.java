package dev.sluice.server.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-0",
        "1.10",
        "1E+5",
        "123456789012345678901234567890",
        "true",
        "null",
        "\"\"",
        "\"a\\u00e9\\n\\\"}\"",
        "\"grüße 😀\"",
        "{}",
        "{\"a\" : [1, {\"b\": 2}] }",
        "[]",
        "[1.0,[2]]"
      })
  void keepsValuesAsTheyWereWritten(String value) throws IOException {
    assertThat(RawJson.members("{\"a\":" + value + "}")).containsExactly(Map.entry("a", value));
    assertThat(RawJson.members(" {\n \"x\" : " + value + " , \"y\":" + value + "\t}"))
        .containsEntry("x", value)
        .containsEntry("y", value);
    assertThat(RawJson.elements("[ " + value + " ," + value + "]")).containsExactly(value, value);
  }

  @Test
  void keepsValuesThatAreLargerThanTheParsersBuffer() throws IOException {
    String value = "[\"" + "grüße".repeat(20_000) + "\", 1.0]";

    assertThat(RawJson.members("{\"a\":" + value + ",\"b\":" + value + "}"))
        .containsEntry("a", value)
        .containsEntry("b", value);
  }

  @Test
  void readsTheTextOfStrings() throws IOException {
    assertThat(RawJson.text("\"a\\u00e9\\n\"")).isEqualTo("aé\n");
    assertThat(RawJson.text("7")).isEqualTo("7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "{", "{\"a\":", "{\"a\":x}", "{\"a\" 1}"})
  void refusesWhatIsNoObject(String text) {
    assertThatThrownBy(() -> RawJson.members(text))
        .isInstanceOf(GiveUpException.class)
        .hasMessageStartingWith("the answer is not what a gateway sends: ");
  }
}
