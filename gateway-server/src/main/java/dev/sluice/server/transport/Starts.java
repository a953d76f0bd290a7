package dev.sluice.server.transport;

import dev.sluice.core.topic.Cursor;
import dev.sluice.core.topic.TopicRegistry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds where subscriptions begin. Any thread. */
public final class Starts {
  private final TopicRegistry topics;

  /** Looks in these topics. */
  public Starts(TopicRegistry topics) {
    this.topics = topics;
  }

  /**
   * Where a cursor points to in each of several topics, which are made where they are missing.
   *
   * @param cursor as the client gave it, null for what comes from now on
   * @throws dev.sluice.core.topic.InvalidCursorException if it is not valid for one of them
   * @throws dev.sluice.core.topic.TopicLimitException if there are too many topics
   */
  public List<Start> of(List<String> names, @Nullable String cursor) {
    Cursor from = cursor == null ? Cursor.LATEST : Cursor.parse(cursor);
    List<Start> starts = new ArrayList<>(names.size());
    for (String name : names) {
      starts.add(new Start(name, from.in(topics.topic(name))));
    }
    return starts;
  }
}
