package dev.sluice.server.cli.client;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a subscription has come. With several topics a message's own id does not cover the
 * others; so the messages since the last covering cursor are remembered, to be passed over when
 * they come again. One thread.
 */
final class Progress {
  private final boolean oneTopic;
  private final Set<String> sinceCursor = new HashSet<>();
  private @Nullable String cursor;

  Progress(boolean oneTopic, @Nullable String cursor) {
    this.oneTopic = oneTopic;
    this.cursor = cursor;
  }

  /** Where to resume from; null for what comes from now on. */
  @Nullable String cursor() {
    return cursor;
  }

  /**
   * Notes a message.
   *
   * @return whether it is new
   */
  boolean onMessage(Incoming.Message message) {
    if (oneTopic) {
      cursor = message.id();
      return true;
    }
    return sinceCursor.add(message.topic() + " " + message.id());
  }

  void onGap(Incoming.Gap gap) {
    if (oneTopic && gap.to() != null) {
      cursor = gap.to();
    }
  }

  void onCovering(Incoming.Covering covering) {
    cursor = covering.cursor();
    sinceCursor.clear();
  }
}
