package dev.sluice.server.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.core.topic.Publication;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object that says what to publish where: {@code topics} or {@code topic},
 * {@code event}, and {@code data} or {@code data_base64}. Used once, by one thread.
 */
public final class PublishRequestReader {
  private static final String ONE = "topic";
  private static final String SEVERAL = "topics";

  private static final int TOPICS_BIT = 1;
  private static final int EVENT_BIT = 2;
  private static final int DATA_BIT = 4;
  private static final int BASE64_BIT = 8;

  private final String topicsField;
  private final int maxTopics;
  private final Publications publications;
  private final List<String> topics = new ArrayList<>(1);

  /** A bit for each field that was there: in bulk, a set a line would be its largest object. */
  private int seen;

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
      see(TOPICS_BIT, field);
      readTopics(parser);
      return;
    }
    switch (field) {
      case "event" -> {
        see(EVENT_BIT, field);
        event = parser.currentToken() == JsonToken.VALUE_NULL ? null : text(parser, field);
      }
      case "data" -> {
        see(DATA_BIT, field);
        data = Json.rawValue(parser, bytes, base);
      }
      case "data_base64" -> {
        see(BASE64_BIT, field);
        base64 = text(parser, field);
      }
      default ->
        throw new InvalidPayloadException(
            "a field is not one of " + topicsField + ", event, data, data_base64");
    }
  }

  private void see(int bit, String field) {
    if ((seen & bit) != 0) {
      throw new InvalidPayloadException("field " + field + " is there twice");
    }
    seen |= bit;
  }

  private void readTopics(JsonParser parser) throws IOException {
    if (topicsField.equals(ONE)) {
      topics.add(text(parser, ONE));
      return;
    }
    require(parser, JsonToken.START_ARRAY, SEVERAL, "an array of strings");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      topics.add(text(parser, "each of topics"));
      if (topics.size() > maxTopics) {
        throw new InvalidPayloadException("topics has more than the limit of " + maxTopics);
      }
    }
    if (topics.size() > 1 && new HashSet<>(topics).size() < topics.size()) {
      throw new InvalidPayloadException("topics has one of them twice");
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
