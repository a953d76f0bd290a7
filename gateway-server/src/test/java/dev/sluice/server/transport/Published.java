package dev.sluice.server.transport;

import dev.sluice.core.topic.DataKind;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Publication;
import dev.sluice.core.topic.Topic;
import dev.sluice.server.loop.LoopByHand;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one topic, as encoders get them.
 *
 * @param topic that holds them
 * @param range all of it
 */
public record Published(Topic topic, MessageRange range) {
  /** The topic's name. */
  public static final String TOPIC = "prices.eur";

  /** Publishes to a topic of its own. */
  public static Published of(Publication... publications) {
    LoopByHand loop = LoopByHand.begin();
    for (Publication publication : publications) {
      loop.append(TOPIC, publication);
    }
    Topic topic = loop.topics().topic(TOPIC);
    MessageRange range = new MessageRange(LoopByHand.MAX_MESSAGES, Long.MAX_VALUE);
    topic.read(0, Long.MAX_VALUE, range);
    return new Published(topic, range);
  }

  /** Text without an event. */
  public static Publication text(String text) {
    return text(null, text);
  }

  /** Text. */
  public static Publication text(@Nullable String event, String text) {
    return publication(event, DataKind.TEXT, text);
  }

  /** JSON without an event. */
  public static Publication json(String json) {
    return publication(null, DataKind.JSON, json);
  }

  /** Other bytes without an event. */
  public static Publication binary(byte... bytes) {
    return new Publication(null, null, DataKind.BINARY, bytes);
  }

  private static Publication publication(@Nullable String event, DataKind kind, String data) {
    return new Publication(event, null, kind, data.getBytes(StandardCharsets.UTF_8));
  }

  /** The id of a message, counted from 1. */
  public String id(int number) {
    return topic.position(number).text();
  }

  /** When they were published. */
  public long timeMillis() {
    return range.get(0).timeMillis();
  }
}
