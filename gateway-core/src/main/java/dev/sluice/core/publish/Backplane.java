package dev.sluice.core.publish;

import dev.sluice.core.topic.Publication;
import dev.sluice.core.topic.TopicRegistry.Appended;
import java.util.List;

/**
 * Where published messages get their order: this process, or an engine that several nodes share.
 * Any thread.
 */
public interface Backplane {
  /**
   * Checks that a message for each of these valid topics would be taken.
   *
   * @throws dev.sluice.core.topic.TopicLimitException if not
   */
  void admit(List<String> topics);

  /** Appends a message to a topic that was admitted. */
  Appended append(String topic, Publication publication);
}
