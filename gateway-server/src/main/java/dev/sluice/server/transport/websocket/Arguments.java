package dev.sluice.server.transport.websocket;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.server.payload.InvalidPayloadException;
import dev.sluice.server.payload.Json;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a command about a topic is told. Immutable, any thread.
 *
 * @param topic its name as written
 * @param cursor as written, or null
 * @param limit on the number of messages
 */
record Arguments(String topic, @Nullable String cursor, int limit) {
  private static final int ORDINARY_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  /**
   * Reads them.
   *
   * @throws InvalidPayloadException if they are not an object of this form
   */
  static Arguments read(byte[] json) {
    try (JsonParser parser = Json.parser(json, 0, json.length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidPayloadException("a command is to be an object");
      }
      return read(parser);
    } catch (IOException e) {
      throw Json.invalid(e);
    }
  }

  private static Arguments read(JsonParser parser) throws IOException {
    String topic = null;
    String cursor = null;
    int limit = ORDINARY_LIMIT;
    Set<String> seen = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      if (!seen.add(field)) {
        throw new InvalidPayloadException("field " + field + " is there twice");
      }
      parser.nextToken();
      switch (field) {
        case "topic" -> topic = text(parser, field);
        case "cursor" -> cursor = text(parser, field);
        case "limit" -> limit = limit(parser);
        default -> throw new InvalidPayloadException("a field is not one of topic, cursor, limit");
      }
    }
    if (topic == null) {
      throw new InvalidPayloadException("field topic is missing");
    }
    return new Arguments(topic, cursor, limit);
  }

  private static String text(JsonParser parser, String field) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new InvalidPayloadException(field + " is to be a string");
    }
    return parser.getText();
  }

  private static int limit(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getText().matches("[1-9][0-9]{0,8}")) {
      return Math.min(MAX_LIMIT, parser.getIntValue());
    }
    throw new InvalidPayloadException("limit is to be a number from 1");
  }
}
