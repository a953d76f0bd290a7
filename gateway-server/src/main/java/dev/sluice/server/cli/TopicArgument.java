package dev.sluice.server.cli;

import dev.sluice.core.topic.InvalidTopicException;
import dev.sluice.core.topic.TopicName;

/** Checks topics that someone typed. Any thread. */
final class TopicArgument {
  private TopicArgument() {}

  /**
   * Returns the topic as it is.
   *
   * @throws CommandFailure for bad usage, if it breaks a rule
   */
  static String require(String topic) {
    try {
      return TopicName.require(topic);
    } catch (InvalidTopicException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }
}
