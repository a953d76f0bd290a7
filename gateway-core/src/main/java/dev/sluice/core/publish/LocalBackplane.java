package dev.sluice.core.publish;

import dev.sluice.core.topic.Publication;
import dev.sluice.core.topic.TopicRegistry;
import dev.sluice.core.topic.TopicRegistry.Appended;
import java.util.List;

/** One node by itself: messages go straight to its rings. Any thread. */
public final class LocalBackplane implements Backplane {
  private final TopicRegistry topics;

  /** Publishes into these topics. */
  public LocalBackplane(TopicRegistry topics) {
    this.topics = topics;
  }

  @Override
  public void admit(List<String> names) {
    topics.admit(names);
  }

  @Override
  public Appended append(String topic, Publication publication) {
    return topics.append(topic, publication);
  }
}
