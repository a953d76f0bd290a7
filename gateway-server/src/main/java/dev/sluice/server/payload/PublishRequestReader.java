package dev.sluice.server.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.core.topic.Publication;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object that says what to publish where: {@code topics} or {@code topic},
 * {@code event}, and {@code data} or {@code data_base64}. Used once, by one thread.
 */
public final class PublishRequestReader {
  private static final String ONE = "topic";
  private static final String SEVERAL = "topics";

  private final String topicsField;
  private final int maxTopics;
  private final Publications publications;
  private final List<String> topics = new ArrayList<>(1);
  private final Set<String> seen = new HashSet<>();
  private @Nullable String event;
  private byte @Nullable [] data;
  private @Nullable String base64;

  private PublishRequestReader(String topicsField, int maxTopics, Publications publications) {
    this.topicsField = topicsField;
    this.maxTopics = maxTopics;
    this.publications = publications;
  }

  /** Reads what names one topic, in field {@code topic}. */
  public static PublishRequestReader forOneTopic(Publications publications) {
    return new PublishRequestReader(ONE, 1, publications);
  }

  /** Reads what names up to that many topics, in an array in field {@code topics}. */
  public static PublishRequestReader forTopics(int maxTopics, Publications publications) {
    return new PublishRequestReader(SEVERAL, maxTopics, publications);
  }

  /**
   * Reads the object whose begin a parser has just read.
   *
   * @param bytes what it parses
   * @param base where in there it began
   * @throws InvalidPayloadException if it is not of this form
   * @throws PayloadTooLargeException if its data is too large
   */
  public PublishRequest read(JsonParser parser, byte[] bytes, int base) throws IOException {
    require(parser, JsonToken.START_OBJECT, "a message to publish", "an object");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      if (!seen.add(field)) {
        throw new InvalidPayloadException("field " + field + " is there twice");
      }
      parser.nextToken();
      readField(field, parser, bytes, base);
    }
    if (topics.isEmpty()) {
      throw new InvalidPayloadException("field " + topicsField + " is missing");
    }
    return new PublishRequest(topics, publication());
  }

  private void readField(String field, JsonParser parser, byte[] bytes, int base)
      throws IOException {
    if (field.equals(topicsField)) {
      readTopics(parser);
      return;
    }
    switch (field) {
      case "event" ->
        event = parser.currentToken() == JsonToken.VALUE_NULL ? null : text(parser, field);
      case "data" -> data = Json.rawValue(parser, bytes, base);
      case "data_base64" -> base64 = text(parser, field);
      default ->
        throw new InvalidPayloadException(
            "a field is not one of " + topicsField + ", event, data, data_base64");
    }
  }

  private void readTopics(JsonParser parser) throws IOException {
    if (topicsField.equals(ONE)) {
      topics.add(text(parser, ONE));
      return;
    }
    require(parser, JsonToken.START_ARRAY, SEVERAL, "an array of strings");
    Set<String> distinct = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String topic = text(parser, "each of topics");
      if (!distinct.add(topic)) {
        throw new InvalidPayloadException("topics has one of them twice");
      }
      if (distinct.size() > maxTopics) {
        throw new InvalidPayloadException("topics has more than the limit of " + maxTopics);
      }
      topics.add(topic);
    }
  }

  private Publication publication() {
    byte[] value = data;
    String encoded = base64;
    if (value != null && encoded == null) {
      return publications.ofJson(event, value);
    }
    if (encoded != null && value == null) {
      return publications.ofBase64(event, encoded);
    }
    throw new InvalidPayloadException("a message has either data or data_base64");
  }

  private static String text(JsonParser parser, String field) throws IOException {
    require(parser, JsonToken.VALUE_STRING, field, "a string");
    return parser.getText();
  }

  private static void require(JsonParser parser, JsonToken token, String field, String expected) {
    if (parser.currentToken() != token) {
      throw new InvalidPayloadException(field + " is to be " + expected);
    }
  }
}
