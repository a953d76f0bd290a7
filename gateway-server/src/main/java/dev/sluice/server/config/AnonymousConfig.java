package dev.sluice.server.config;

import dev.sluice.core.topic.TopicPattern;
import java.util.List;

/**
 * What clients without a token may do. Immutable, any thread.
 *
 * @param publish topics that they may publish to
 * @param subscribe topics that they may subscribe to
 */
public record AnonymousConfig(List<TopicPattern> publish, List<TopicPattern> subscribe) {
  /** Copies the lists. */
  public AnonymousConfig {
    publish = List.copyOf(publish);
    subscribe = List.copyOf(subscribe);
  }
}
