package dev.sluice.server.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.payload.InvalidPayloadException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a command about a topic is told. */
class ArgumentsTest {
  @Test
  void nameATopicACursorAndALimit() {
    assertThat(read("{\"limit\":7,\"cursor\":\"-5\",\"topic\":\"a\"}"))
        .isEqualTo(new Arguments("a", "-5", 7));
  }

  @Test
  void mayNameTheTopicAlone() {
    assertThat(read(" { \"topic\" : \"\\u0061\" } ")).isEqualTo(new Arguments("a", null, 100));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "999, 999", "1000, 1000", "1001, 1000", "999999999, 1000"})
  void boundTheLimit(String limit, int expected) {
    assertThat(read("{\"topic\":\"a\",\"limit\":" + limit + "}").limit()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                               | a command is to be an object",
        "1                                | a command is to be an object",
        "null                             | a command is to be an object",
        "{}                               | field topic is missing",
        "{\"cursor\":\"c\"}               | field topic is missing",
        "{\"topic\":1}                    | topic is to be a string",
        "{\"topic\":null}                 | topic is to be a string",
        "{\"topic\":\"a\",\"cursor\":1}   | cursor is to be a string",
        "{\"topic\":\"a\",\"limit\":0}    | limit is to be a number from 1",
        "{\"topic\":\"a\",\"limit\":-1}   | limit is to be a number from 1",
        "{\"topic\":\"a\",\"limit\":1.0}  | limit is to be a number from 1",
        "{\"topic\":\"a\",\"limit\":1e2}  | limit is to be a number from 1",
        "{\"topic\":\"a\",\"limit\":\"1\"} | limit is to be a number from 1",
        "{\"topic\":\"a\",\"limit\":9999999999} | limit is to be a number from 1",
        "{\"topic\":\"a\",\"topics\":[]}  | not one of topic, cursor, limit",
        "{\"topic\":\"a\",\"topic\":\"b\"} | field topic is there twice"
      })
  void areRefusedWhereTheyAreOfAnotherForm(String json, String expected) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(InvalidPayloadException.class)
        .hasMessageContaining(expected);
  }

  private static Arguments read(String json) {
    return Arguments.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
