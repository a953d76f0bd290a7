package dev.sluice.server.auth;

import dev.sluice.core.topic.TopicPattern;
import java.util.List;

/**
 * What clients without a token may do. Immutable, any thread.
 *
 * @param subscribe the topics that they may subscribe to
 * @param publish the topics that they may publish to
 */
public record AnonymousAccess(List<TopicPattern> subscribe, List<TopicPattern> publish) {
  /** Whether they may subscribe to a topic. */
  public boolean maySubscribe(String topic) {
    return TopicPattern.anyMatches(subscribe, topic);
  }

  /** Whether they may publish to a topic. */
  public boolean mayPublish(String topic) {
    return TopicPattern.anyMatches(publish, topic);
  }
}
