package dev.sluice.server.contract.harness;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Strict reading of JSON that can give a value's text just as it came. */
public final class RawJson {
  private static final JsonFactory STRICT = JsonFactory.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .streamReadConstraints(
          StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
      .build();
  private static final ObjectMapper MAPPER = JsonMapper.builder(STRICT).build();

  private RawJson() {}

  /** The members of an object, each value as it was written. */
  public static Map<String, String> members(String object) {
    Map<String, String> members = new LinkedHashMap<>();
    walk(object, JsonToken.START_OBJECT, parser -> {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(object, parser));
    });
    return members;
  }

  /** The elements of an array, each as it was written. */
  public static List<String> elements(String array) {
    List<String> elements = new ArrayList<>();
    walk(array, JsonToken.START_ARRAY, parser -> elements.add(value(array, parser)));
    return elements;
  }

  /** The whole text as a tree. */
  public static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + text, e);
    }
  }

  /** A string as JSON. */
  public static String quoted(String text) {
    return MAPPER.getNodeFactory().textNode(text).toString();
  }

  private static void walk(String text, JsonToken start, Step step) {
    try (JsonParser parser = STRICT.createParser(text)) {
      if (parser.nextToken() != start) {
        throw new AssertionError("expected " + start + ": " + text);
      }
      while (!parser.nextToken().isStructEnd()) {
        step.take(parser);
      }
      if (parser.nextToken() != null) {
        throw new AssertionError("more than one value: " + text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + text, e);
    }
  }

  private static String value(String text, JsonParser parser) throws IOException {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    parser.finishToken();
    return text.substring(start, (int) parser.currentLocation().getCharOffset());
  }

  private interface Step {
    void take(JsonParser parser) throws IOException;
  }
}
