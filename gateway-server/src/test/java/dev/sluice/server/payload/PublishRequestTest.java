package dev.sluice.server.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.topic.DataKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON object that says what to publish where. */
class PublishRequestTest {
  private static final int MAX_TOPICS = 3;

  private final Publications publications = new Publications(20);

  @Test
  void readsTopicsEventAndData() {
    PublishRequest request =
        parse("{\"topics\":[\"a\",\"b.c\"],\"event\":\"tick\",\"data\":{\"n\":1}}");

    assertThat(request.topics()).containsExactly("a", "b.c");
    assertThat(request.publication().event()).isEqualTo("tick");
    assertThat(request.publication().kind()).isEqualTo(DataKind.JSON);
    assertThat(data(request)).isEqualTo("{\"n\":1}");
  }

  @Test
  void readsTheFieldsInAnyOrder() {
    PublishRequest request = parse("{\"data\":1,\"event\":\"e\",\"topics\":[\"a\"]}");

    assertThat(request.topics()).containsExactly("a");
    assertThat(request.publication().event()).isEqualTo("e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.00", "\"\\u00e4\"", "[ 1,\t2 ]", "null", "false", "{ \"topics\": 1 }"})
  void keepsTheDataAsWritten(String value) {
    assertThat(data(parse("{ \"topics\" : [\"a\"] , \"data\" : " + value + " }")))
        .isEqualTo(value);
  }

  @Test
  void decodesBase64() {
    PublishRequest request = parse("{\"topics\":[\"a\"],\"data_base64\":\"AP8=\"}");

    assertThat(request.publication().kind()).isEqualTo(DataKind.BINARY);
    assertThat(request.publication().data()).containsExactly(0, 0xff);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\""})
  void needsNoEvent(String event) {
    assertThat(parse("{\"topics\":[\"a\"],\"event\":" + event + ",\"data\":1}")
            .publication()
            .event())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                        | a message to publish is to be an object",
        "[]                                        | a message to publish is to be an object",
        "null                                      | a message to publish is to be an object",
        "\"a\"                                     | a message to publish is to be an object",
        "{}                                        | field topics is missing",
        "{\"data\":1}                              | field topics is missing",
        "{\"topics\":[],\"data\":1}                | field topics is missing",
        "{\"topics\":\"a\",\"data\":1}             | topics is to be an array of strings",
        "{\"topics\":null,\"data\":1}              | topics is to be an array of strings",
        "{\"topics\":{\"a\":1},\"data\":1}         | topics is to be an array of strings",
        "{\"topics\":[\"a\",1],\"data\":1}         | each of topics is to be a string",
        "{\"topics\":[null],\"data\":1}            | each of topics is to be a string",
        "{\"topics\":[[\"a\"]],\"data\":1}         | each of topics is to be a string",
        "{\"topics\":[\"a\",\"b\",\"a\"],\"data\":1} | topics has one of them twice",
        "{\"topics\":[\"a\",\"b\",\"c\",\"d\"],\"data\":1} | topics has more than the limit of 3",
        "{\"topics\":[\"a\"]}                      | a message has either data or data_base64",
        "{\"topics\":[\"a\"],\"data\":1,\"data_base64\":\"\"} | a message has either data or data_base64",
        "{\"topics\":[\"a\"],\"data_base64\":1}    | data_base64 is to be a string",
        "{\"topics\":[\"a\"],\"data_base64\":null} | data_base64 is to be a string",
        "{\"topics\":[\"a\"],\"data_base64\":\"?\"} | data_base64 is not base64",
        "{\"topics\":[\"a\"],\"event\":1,\"data\":1} | event is to be a string",
        "{\"topics\":[\"a\"],\"event\":\"\\n\",\"data\":1} | no control characters",
        "{\"topics\":[\"a\"],\"topics\":[\"b\"],\"data\":1} | field topics is there twice",
        "{\"topics\":[\"a\"],\"data\":1,\"data\":2} | field data is there twice",
        "{\"topic\":\"a\",\"data\":1}              | not one of topics, event, data, data_base64",
        "{\"topics\":[\"a\"],\"data\":1,\"id\":1}  | not one of topics, event, data, data_base64",
        "{\"topics\":[\"a\"],\"data\":1} 2         | something follows",
        "{\"topics\":[\"a\"],\"data\":1            | error at byte",
        "{\"topics\":[\"a\",                       | error at byte",
        "{\"topics\":[\"a\"],\"data\":}            | error at byte",
        "{\"topics\":[\"a\"],\"data\":[1}          | error at byte",
      })
  void saysWhatIsWrong(String json, String expected) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(InvalidPayloadException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void refusesDataAboveTheLimit() {
    String twenty = "\"" + "x".repeat(18) + "\"";

    assertThat(data(parse("{\"topics\":[\"a\"],\"data\":" + twenty + "}"))).isEqualTo(twenty);
    assertThatThrownBy(() -> parse("{\"topics\":[\"a\"],\"data\":[" + twenty + "]}"))
        .isInstanceOf(PayloadTooLargeException.class);
  }

  @Test
  void readsARangeOfALargerArray() {
    byte[] bytes = utf8("äö{\"topics\":[\"a\"],\"data\":[1]}}garbage");
    int base = utf8("äö").length;
    int length = utf8("{\"topics\":[\"a\"],\"data\":[1]}").length;

    PublishRequest request = PublishRequest.parse(bytes, base, length, MAX_TOPICS, publications);

    assertThat(data(request)).isEqualTo("[1]");
  }

  @Test
  void namesItsTopicsInAnArrayEvenWhereOneIsTheMost() {
    byte[] bytes = utf8("{\"topics\":[\"a\"],\"data\":1}");

    PublishRequest request = PublishRequest.parse(bytes, 0, bytes.length, 1, publications);

    assertThat(request.topics()).containsExactly("a");
  }

  private PublishRequest parse(String json) {
    byte[] bytes = utf8(json);
    return PublishRequest.parse(bytes, 0, bytes.length, MAX_TOPICS, publications);
  }

  private static String data(PublishRequest request) {
    return new String(request.publication().data(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
