package dev.sluice.server.admin;

import dev.sluice.server.loop.Subscriber;
import dev.sluice.server.loop.SubscriberId;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/**
 * The subscribers with the smallest numbers behind one, as many as a page has and one more, which
 * tells that there is a next page. Filled by one loop, or merged from several; never by two
 * threads.
 */
final class ConnectionPage {
  private final ConnectionFilter filter;
  private final long after;
  private final int limit;

  /** The greatest number first: that is the one to make room. */
  private final PriorityQueue<ConnectionInfo> found =
      new PriorityQueue<>(Comparator.comparingLong(ConnectionInfo::id).reversed());

  ConnectionPage(ConnectionFilter filter, long after, int limit) {
    this.filter = filter;
    this.after = after;
    this.limit = limit;
  }

  /** An empty page of the same. */
  ConnectionPage another() {
    return new ConnectionPage(filter, after, limit);
  }

  void take(Subscriber subscriber) {
    if (fits(subscriber.id()) && filter.covers(subscriber)) {
      add(ConnectionInfo.of(subscriber));
    }
  }

  void takeAll(ConnectionPage other) {
    other.found.stream().filter(info -> fits(info.id())).forEach(this::add);
  }

  private boolean fits(long id) {
    ConnectionInfo last = found.peek();
    return id > after && (last == null || found.size() <= limit || id < last.id());
  }

  private void add(ConnectionInfo info) {
    found.add(info);
    if (found.size() > limit + 1) {
      found.remove();
    }
  }

  String json() {
    List<ConnectionInfo> sorted =
        found.stream().sorted(Comparator.comparingLong(ConnectionInfo::id)).toList();
    String shown =
        sorted.stream().limit(limit).map(ConnectionInfo::json).collect(Collectors.joining(","));
    String next = sorted.size() > limit
        ? ",\"next\":\"" + SubscriberId.text(sorted.get(limit - 1).id()) + "\""
        : "";
    return "{\"connections\":[" + shown + "]" + next + "}";
  }
}
