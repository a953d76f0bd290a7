package dev.sluice.server.transport;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.time.GatewayClock;
import dev.sluice.core.topic.Cursor;
import dev.sluice.core.topic.Position;
import dev.sluice.core.topic.Topic;
import dev.sluice.core.topic.TopicRegistry;
import dev.sluice.server.auth.Access;
import dev.sluice.server.auth.Act;
import dev.sluice.server.auth.Caller;
import dev.sluice.server.auth.HistoryLimit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds where subscriptions begin. Any thread. */
public final class Starts {
  private final TopicRegistry topics;
  private final Access access;
  private final GatewayClock clock;

  /** Looks in these topics, as far back as clients may. */
  public Starts(TopicRegistry topics, Access access, GatewayClock clock) {
    this.topics = topics;
    this.access = access;
    this.clock = clock;
  }

  /**
   * Where a cursor points to in each of several topics, which are made where they are missing. What
   * is held but not for this client is as if it were not: a cursor before it meets a gap.
   *
   * @param cursor as the client gave it, null for what comes from now on
   * @throws dev.sluice.core.topic.InvalidCursorException if it is not valid for one of them
   * @throws dev.sluice.core.topic.TopicLimitException if there are too many topics
   * @throws dev.sluice.server.auth.AccessDeniedException if it asks for history that is not allowed
   */
  public List<Start> of(List<String> names, @Nullable String cursor, Caller caller) {
    Cursor from = cursor == null ? Cursor.LATEST : Cursor.parse(cursor);
    List<Start> starts = new ArrayList<>(names.size());
    for (String name : names) {
      starts.add(from.equals(Cursor.LATEST) ? latest(name) : start(name, from, caller));
    }
    return starts;
  }

  private Start latest(String name) {
    return new Start(name, Cursor.LATEST.in(topics.topic(name)));
  }

  private Start start(String name, Cursor from, Caller caller) {
    HistoryLimit limit = access.history(caller, name);
    boolean special = from instanceof Cursor.LastN;
    if (special && !limit.isAllowed()) {
      access.require(caller, Act.HISTORY, name);
    }
    Topic topic = topics.topic(name);
    Position position = from.in(topic);
    if (limit.equals(HistoryLimit.NONE)) {
      return new Start(name, position);
    }
    long now = clock.epochMillis();
    long floor = special ? limit.historyFloor(topic, now) : limit.resumeFloor(topic, now);
    if (position.epoch() == topic.epoch() && position.offset() >= floor) {
      return new Start(name, position);
    }
    Gap gap = special ? null : Gap.between(position, topic, floor);
    return new Start(name, topic.position(floor), gap);
  }
}
