package dev.sluice.core.publish;

import dev.sluice.core.metrics.FanoutMetrics;
import dev.sluice.core.topic.Publication;
import dev.sluice.core.topic.TopicName;
import dev.sluice.core.topic.TopicRegistry.Appended;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one way in for messages, whoever publishes. Any thread; never waits for subscribers. */
public final class Publisher {
  private final Backplane backplane;
  private final IdempotencyWindow window;
  private final FanoutMetrics metrics;

  /** Publishes through a backplane. */
  public Publisher(Backplane backplane, IdempotencyWindow window, FanoutMetrics metrics) {
    this.backplane = backplane;
    this.window = window;
    this.metrics = metrics;
  }

  /**
   * Publishes to one topic.
   *
   * @param idempotencyKey null, or what makes a repetition answer the same and publish nothing
   * @throws dev.sluice.core.topic.InvalidTopicException if the topic's name is not valid
   * @throws dev.sluice.core.topic.TopicLimitException if there is no room
   * @throws IdempotencyLimitException if the key is one too many
   */
  public Appended publish(String topic, Publication publication, @Nullable String idempotencyKey) {
    return publish(List.of(topic), publication, idempotencyKey).get(0);
  }

  /**
   * Publishes to several topics: to all of them, or to none where one is refused. Errors as for
   * one.
   */
  public List<Appended> publish(
      List<String> topics, Publication publication, @Nullable String idempotencyKey) {
    topics.forEach(TopicName::require);
    backplane.admit(topics);
    if (idempotencyKey != null) {
      window.admit(topics, idempotencyKey);
    }
    List<Appended> published = new ArrayList<>(topics.size());
    for (String topic : topics) {
      published.add(publishAdmitted(topic, publication, idempotencyKey));
    }
    return published;
  }

  private Appended publishAdmitted(
      String topic, Publication publication, @Nullable String idempotencyKey) {
    if (idempotencyKey == null) {
      return append(topic, publication);
    }
    return window.once(topic, idempotencyKey, () -> append(topic, publication));
  }

  private Appended append(String topic, Publication publication) {
    Appended appended = backplane.append(topic, publication);
    metrics.onPublished(publication.data().length);
    return appended;
  }
}
