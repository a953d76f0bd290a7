package dev.sluice.server.payload;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.core.topic.DataKind;

/** Whatever comes to be published is taken as it is, or refused in so many words. */
class PublishRequestFuzzTest {
  private static final int MAX_BYTES = 1000;
  private static final int MAX_TOPICS = 10;

  private final Publications publications = new Publications(MAX_BYTES);

  @FuzzTest(maxDuration = "5m")
  void readsRequests(byte[] json) {
    try {
      PublishRequest request = PublishRequest.parse(json, 0, json.length, MAX_TOPICS, publications);
      int topics = request.topics().size();
      byte[] data = request.publication().data();
      if (topics < 1 || topics > MAX_TOPICS || data.length > MAX_BYTES) {
        throw new AssertionError(topics + " topics, " + data.length + " bytes");
      }
      if (request.publication().kind() == DataKind.JSON) {
        Json.check(data);
      }
    } catch (InvalidPayloadException | PayloadTooLargeException refused) {
      // in so many words
    }
  }
}
