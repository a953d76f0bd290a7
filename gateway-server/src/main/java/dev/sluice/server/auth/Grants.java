package dev.sluice.server.auth;

import dev.sluice.core.topic.TopicPattern;
import java.util.List;

/**
 * What a token lets its bearer do. Immutable, any thread.
 *
 * @param topicPrefix of the token's issuer: whatever the patterns say, only topics that begin so
 * @param subscribe topics that may be subscribed to
 * @param publish topics that may be published to
 * @param history topics whose history may be read
 */
public record Grants(
    String topicPrefix,
    List<TopicPattern> subscribe,
    List<TopicPattern> publish,
    List<TopicPattern> history) {
  /** Nothing at all. */
  public static final Grants NONE = new Grants("", List.of(), List.of(), List.of());

  /** Copies the lists. */
  public Grants {
    subscribe = List.copyOf(subscribe);
    publish = List.copyOf(publish);
    history = List.copyOf(history);
  }

  /** Whether the issuer may speak of a topic at all. */
  public boolean reach(String topic) {
    return topic.startsWith(topicPrefix);
  }

  /** Whether the right to do something with a topic is among them. */
  public boolean allow(Act act, String topic) {
    return reach(topic) && TopicPattern.anyMatches(patterns(act), topic);
  }

  private List<TopicPattern> patterns(Act act) {
    return switch (act) {
      case SUBSCRIBE -> subscribe;
      case PUBLISH -> publish;
      case HISTORY -> history;
    };
  }
}
