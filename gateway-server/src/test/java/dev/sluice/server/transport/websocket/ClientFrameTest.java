package dev.sluice.server.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's frame in sluice.v1. */
class ClientFrameTest {
  @Test
  void isAnIdAndACommand() {
    ClientFrame frame = read("{\"id\":1,\"subscribe\":{\"topic\":\"a\"}}");

    assertThat(frame.fault()).isNull();
    assertThat(frame.id()).isEqualTo("1");
    assertThat(frame.command()).isEqualTo("subscribe");
    assertThat(frame.arguments()).asString(StandardCharsets.UTF_8).isEqualTo("{\"topic\":\"a\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        "1.0",
        "1e400",
        "123456789012345678901234567890",
        "\"\"",
        "\"a\"",
        "\"\\u00e4\\\"\\ud800\"",
        "\"ä😀\""
      })
  void givesTheIdAsItWas(String id) {
    assertThat(read("{\"id\":" + id + ",\"ping\":{}}").id()).isEqualTo(id);
    assertThat(read(" { \"ping\" : { } , \"id\" : " + id + " } ").id()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{ \"a\" : 1.0 }", "[1,2]", "null", "\"x\"", "7"})
  void givesTheArgumentsAsTheyWere(String arguments) {
    assertThat(read("{\"id\":1,\"c\":" + arguments + "}").arguments())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        // frame                             | id that could be read | what is wrong
        "``                                  | none | a frame is to be an object",
        "1                                   | none | a frame is to be an object",
        "[]                                  | none | a frame is to be an object",
        "null                                | none | a frame is to be an object",
        "nonsense                            | none | error at byte",
        "{}                                  | none | a frame has an id",
        "{\"ping\":{}}                       | none | a frame has an id",
        "{\"id\":null,\"ping\":{}}           | none | one id, a number or a string",
        "{\"id\":true,\"ping\":{}}           | none | one id, a number or a string",
        "{\"id\":{},\"ping\":{}}             | none | one id, a number or a string",
        "{\"id\":[1],\"ping\":{}}            | none | one id, a number or a string",
        "{\"id\":1}                          | 1    | a frame has a command",
        "{\"id\":1,\"id\":2,\"ping\":{}}     | 1    | one id, a number or a string",
        "{\"id\":1,\"ping\":{},\"auth\":{}}  | 1    | a frame has one command",
        "{\"ping\":{},\"ping\":{},\"id\":1}  | 1    | a frame has one command",
        "{\"id\":1,\"\":{},\"ping\":{}}      | 1    | a frame has one command",
        "{\"id\":1,\"ping\":{}} 2            | 1    | something follows",
        "{\"id\":1,\"ping\":{}                | 1    | error at byte",
        "{\"id\":1,\"ping\":                  | 1    | error at byte",
        "{\"id\":\"a\",\"ping\":{},}         | \"a\" | error at byte",
        "{\"id\":01,\"ping\":{}}             | none | error at byte",
        "{\"id\":1,ping:{}}                  | 1    | error at byte"
      })
  void saysWhatIsWrongWithTheIdThatItCouldRead(String text, @Nullable String id, String fault) {
    ClientFrame frame = read(text);

    assertThat(frame.fault()).contains(fault);
    assertThat(frame.id()).isEqualTo(id);
  }

  @Test
  void isNoFrameWhereItIsTooDeep() {
    assertThat(read("{\"id\":1,\"ping\":" + "[".repeat(1000) + "]".repeat(1000) + "}")
            .fault())
        .isNotNull();
  }

  private static ClientFrame read(String text) {
    return ClientFrame.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
