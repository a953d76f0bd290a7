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

/** The object of a client that publishes to one topic, which may stand inside another value. */
class PublishRequestReaderTest {
  private final Publications publications = new Publications(1000);

  @Test
  void readsOneTopic() throws IOException {
    PublishRequest request = read("{\"topic\":\"a\",\"event\":\"e\",\"data\":[1.0]}");

    assertThat(request.topics()).containsExactly("a");
    assertThat(request.publication().event()).isEqualTo("e");
    assertThat(request.publication().data()).isEqualTo(utf8("[1.0]"));
  }

  @Test
  void leavesTheParserBehindItsObject() throws IOException {
    byte[] bytes = utf8("[{\"topic\":\"a\",\"data\":[{}]},7]");
    try (JsonParser parser = Json.parser(bytes, 0, bytes.length)) {
      parser.nextToken();
      parser.nextToken();
      PublishRequestReader.forOneTopic(publications).read(parser, bytes, 0);

      assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"topic\":[\"a\"],\"data\":1}", "{\"topic\":null,\"data\":1}"})
  void saysThatATopicIsAString(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(InvalidPayloadException.class)
        .hasMessage("topic is to be a string");
  }

  @Test
  void saysThatTheTopicIsMissing() {
    assertThatThrownBy(() -> read("{\"data\":1}"))
        .isInstanceOf(InvalidPayloadException.class)
        .hasMessage("field topic is missing");
  }

  @Test
  void knowsNoSeveralTopics() {
    assertThatThrownBy(() -> read("{\"topics\":[\"a\"],\"data\":1}"))
        .isInstanceOf(InvalidPayloadException.class)
        .hasMessageContaining("not one of topic, event, data, data_base64");
  }

  private PublishRequest read(String json) throws IOException {
    byte[] bytes = utf8(json);
    try (JsonParser parser = Json.parser(bytes, 0, bytes.length)) {
      parser.nextToken();
      return PublishRequestReader.forOneTopic(publications).read(parser, bytes, 0);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
