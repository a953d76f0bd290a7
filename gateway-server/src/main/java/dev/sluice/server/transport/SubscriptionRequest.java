package dev.sluice.server.transport;

import dev.sluice.core.metrics.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber asks for, whichever way it asked. Immutable, any thread.
 *
 * @param topics valid names, each once
 * @param inPath whether the one topic stands in the path
 * @param transport the way to the subscriber
 * @param cursor where to begin, null where it didn't say
 * @param entityTag the cursor of the answer that the client has already, or null
 * @param envelope what of a message it wants, null where it didn't say
 * @param waitMillis how long the answer to a poll may be held
 */
public record SubscriptionRequest(
    List<String> topics,
    boolean inPath,
    Transport transport,
    @Nullable String cursor,
    @Nullable String entityTag,
    @Nullable EnvelopeMode envelope,
    long waitMillis) {

  /** Whether one cursor has to cover more than one topic. */
  public boolean isForSeveral() {
    return topics.size() > 1;
  }

  /** Whether one who asks like this goes on with the same request as another, behind one answer. */
  public boolean goesOnLike(SubscriptionRequest other) {
    return waitMillis == other.waitMillis
        && inPath == other.inPath
        && transport == other.transport
        && topics.equals(other.topics);
  }

  /**
   * What of a message it gets where the transport leaves the choice: the data alone of one topic,
   * objects of several.
   */
  public EnvelopeMode envelopeOrDefault() {
    if (envelope != null) {
      return envelope;
    }
    return isForSeveral() ? EnvelopeMode.JSON : EnvelopeMode.RAW;
  }
}
