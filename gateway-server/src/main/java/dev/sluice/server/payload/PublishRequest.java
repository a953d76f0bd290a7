package dev.sluice.server.payload;

import com.fasterxml.jackson.core.JsonParser;
import dev.sluice.core.topic.Publication;
import java.io.IOException;
import java.util.List;

/**
 * A message and the topics it is for, as a client wrote it in JSON. Immutable, any thread.
 *
 * @param topics as written, each once, at least one
 * @param publication what to publish to them
 */
public record PublishRequest(List<String> topics, Publication publication) {
  /**
   * Reads {@code {"topics":[…],"event":…,"data":…}} from bytes that hold nothing else.
   *
   * @throws InvalidPayloadException if it is not of this form
   * @throws PayloadTooLargeException if its data is too large
   */
  public static PublishRequest parse(
      byte[] bytes, int from, int length, int maxTopics, Publications publications) {
    try (JsonParser parser = Json.parser(bytes, from, length)) {
      parser.nextToken();
      PublishRequestReader reader = PublishRequestReader.forTopics(maxTopics, publications);
      PublishRequest request = reader.read(parser, bytes, from);
      Json.requireEnd(parser);
      return request;
    } catch (IOException e) {
      throw Json.invalid(e);
    }
  }
}
