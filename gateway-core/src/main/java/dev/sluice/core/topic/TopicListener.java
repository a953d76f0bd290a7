package dev.sluice.core.topic;

import dev.sluice.core.metrics.Transport;

/** Who wants to know that a topic has something new, or has ended. */
public interface TopicListener {
  /**
   * Called after each append and after the seal, on the thread that did it: any thread, so it must
   * be short.
   */
  void onChange();

  /** How many subscribers it stands for; any thread, late by a moment. */
  int subscribers(Transport transport);
}
