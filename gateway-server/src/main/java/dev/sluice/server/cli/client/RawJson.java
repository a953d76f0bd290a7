package dev.sluice.server.cli.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes JSON apart without changing what is inside: numbers and strings stay as they were
 * published. Any thread.
 */
final class RawJson {
  private static final JsonFactory FACTORY = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxStringLength(Integer.MAX_VALUE)
          .maxNumberLength(Integer.MAX_VALUE)
          .maxNestingDepth(1_000_000)
          .build())
      .build();

  private RawJson() {}

  /** The members of an object, each with its value as it was written. */
  static Map<String, String> members(String object) throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    try (JsonParser parser = open(object, JsonToken.START_OBJECT)) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, slice(object, parser));
      }
    } catch (JacksonException e) {
      throw malformed(e.getOriginalMessage());
    }
    return members;
  }

  /** The elements of an array, each as it was written. */
  static List<String> elements(String array) throws IOException {
    List<String> elements = new ArrayList<>();
    try (JsonParser parser = open(array, JsonToken.START_ARRAY)) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(slice(array, parser));
      }
    } catch (JacksonException e) {
      throw malformed(e.getOriginalMessage());
    }
    return elements;
  }

  /** The text of a string; any other value as it was written. */
  static String text(String value) throws IOException {
    if (!value.startsWith("\"")) {
      return value;
    }
    try (JsonParser parser = open(value, JsonToken.VALUE_STRING)) {
      return parser.getText();
    } catch (JacksonException e) {
      throw malformed(e.getOriginalMessage());
    }
  }

  private static JsonParser open(String json, JsonToken expected) throws IOException {
    JsonParser parser = FACTORY.createParser(json);
    JsonToken first = parser.nextToken();
    if (first != expected) {
      parser.close();
      throw malformed("expected " + expected + ", found " + first);
    }
    return parser;
  }

  /** The value that the parser stands at; afterwards it stands at its end. */
  private static String slice(String json, JsonParser parser) throws IOException {
    long start = parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    parser.finishToken();
    long end = parser.currentLocation().getCharOffset();
    return json.substring(Math.toIntExact(start), Math.toIntExact(end));
  }

  private static GiveUpException malformed(String fault) {
    return new GiveUpException("the answer is not what a gateway sends: " + fault);
  }
}
