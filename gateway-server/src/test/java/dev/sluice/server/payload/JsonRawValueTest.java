package dev.sluice.server.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are passed on keep their bytes, wherever they stand. */
class JsonRawValueTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "1.50",
        "1e5",
        "-0.0E+00",
        "12345678901234567890.12345678901234567890",
        "true",
        "false",
        "null",
        "\"\"",
        "\"a\"",
        "\"\\u00e4 \\\" ä😀\"",
        "{}",
        "[]",
        "[ 1,\n2 ]",
        "{ \"x\" : [ { } ] }",
        "{\"a\":\"}\",\"b\":\"]\"}"
      })
  void keepsItsBytes(String value) throws IOException {
    for (String prefix : new String[] {"", "x", "ä{", "{\"data\":1}\n"}) {
      for (String before :
          new String[] {"{\"data\":", "\r\n { \"data\" :\t ", "{\"ä\":1,\"data\": "}) {
        for (String after : new String[] {"}", " }", "\n}", ",\"more\":1}", " ,\"more\":[2]} "}) {
          assertThat(dataOf(prefix, before + value + after)).isEqualTo(value);
        }
      }
    }
  }

  @Test
  void keepsItsBytesInAnArray() throws IOException {
    byte[] bytes = utf8("[1.0,\"a\" , {\"b\":2}]");
    try (JsonParser parser = Json.parser(bytes, 0, bytes.length)) {
      parser.nextToken();
      parser.nextToken();
      assertThat(text(Json.rawValue(parser, bytes, 0))).isEqualTo("1.0");
      parser.nextToken();
      assertThat(text(Json.rawValue(parser, bytes, 0))).isEqualTo("\"a\"");
      parser.nextToken();
      assertThat(text(Json.rawValue(parser, bytes, 0))).isEqualTo("{\"b\":2}");
      assertThat(parser.nextToken()).isEqualTo(JsonToken.END_ARRAY);
      Json.requireEnd(parser);
    }
  }

  @Test
  void readsNoFurtherThanItsRange() throws IOException {
    byte[] bytes = utf8("1,12]");
    try (JsonParser parser = Json.parser(bytes, 2, 2)) {
      parser.nextToken();
      assertThat(text(Json.rawValue(parser, bytes, 2))).isEqualTo("12");
      Json.requireEnd(parser);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} 1", "{}{", "{}]", "{},"})
  void knowsWhenSomethingFollows(String json) throws IOException {
    byte[] bytes = utf8(json);
    try (JsonParser parser = Json.parser(bytes, 0, bytes.length)) {
      parser.nextToken();
      parser.skipChildren();

      assertThatThrownBy(() -> Json.requireEnd(parser))
          .isInstanceOfAny(InvalidPayloadException.class, IOException.class);
    }
  }

  /** What is read of the field named data, of JSON that stands behind a prefix. */
  private static String dataOf(String prefix, String json) throws IOException {
    byte[] bytes = utf8(prefix + json + "\u0000tail");
    int base = utf8(prefix).length;
    try (JsonParser parser = Json.parser(bytes, base, utf8(json).length)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals("data");
        parser.nextToken();
        byte[] value = Json.rawValue(parser, bytes, base);
        if (wanted) {
          parser.skipChildren();
          return text(value);
        }
      }
    }
    throw new AssertionError("there is no data");
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
