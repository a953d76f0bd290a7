package dev.sluice.server.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * JSON read as tokens (RFC 8259), UTF-8 only, within bounds; values that are passed on keep their
 * bytes. Any thread.
 */
public final class Json {
  private static final int MAX_DEPTH = 500;
  private static final int MAX_NAME_BYTES = 64 * 1024;

  private static final JsonFactory FACTORY = JsonFactory.builder()
      .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
      .disable(JsonFactory.Feature.CHARSET_DETECTION)
      .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // clients choose them, and it is slow
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxNameLength(MAX_NAME_BYTES)
          .maxNumberLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .build())
      .build();

  private Json() {}

  /**
   * Checks that bytes are exactly one JSON value.
   *
   * @throws InvalidPayloadException if not
   */
  public static void check(byte[] bytes) {
    try (JsonParser parser = parser(bytes, 0, bytes.length)) {
      if (parser.nextToken() == null) {
        throw new InvalidPayloadException("the data is not JSON: it is empty");
      }
      parser.skipChildren();
      parser.finishToken();
      requireEnd(parser);
    } catch (IOException e) {
      throw invalid(e);
    }
  }

  /**
   * A parser that stands before the first token of a range of bytes. It takes them for UTF-8 and
   * nothing else, so that a byte order mark is no JSON.
   *
   * @throws InvalidPayloadException if they are not UTF-8
   */
  public static JsonParser parser(byte[] bytes, int from, int length) {
    if (!Utf8.isValid(bytes, from, length)) {
      throw new InvalidPayloadException("the data is not JSON: it is not UTF-8");
    }
    try {
      return FACTORY.createParser(bytes, from, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The bytes of the value whose first token a parser has just read; it has read all of it after.
   *
   * @param bytes what it parses
   * @param base where in there it began
   */
  public static byte[] rawValue(JsonParser parser, byte[] bytes, int base) throws IOException {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    int to = (int) parser.currentLocation().getByteOffset();
    return Arrays.copyOfRange(bytes, base + from, base + to);
  }

  /** Makes sure that nothing follows the value that a parser has read. */
  public static void requireEnd(JsonParser parser) throws IOException {
    JsonToken next = parser.nextToken();
    if (next != null) {
      throw new InvalidPayloadException("the data is not JSON: something follows its value");
    }
  }

  /** What is wrong, without the parser's excerpts of other people's data. */
  public static InvalidPayloadException invalid(IOException failure) {
    if (failure instanceof JsonProcessingException json && json.getLocation() != null) {
      return new InvalidPayloadException(
          "the data is not JSON: error at byte " + json.getLocation().getByteOffset());
    }
    return new InvalidPayloadException("the data is not JSON");
  }
}
