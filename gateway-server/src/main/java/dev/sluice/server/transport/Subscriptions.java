package dev.sluice.server.transport;

import dev.sluice.core.fanout.FanoutLoop;
import dev.sluice.core.fanout.Sink;
import dev.sluice.core.fanout.Subscription;
import dev.sluice.core.topic.Cursor;
import dev.sluice.core.topic.Position;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one connection; nearly always one, and then nothing more than that. Belongs
 * to its loop.
 */
public final class Subscriptions {
  private final List<Subscription<ByteBuf>> all = new ArrayList<>(1);

  /** Begins to give topics' messages to a sink. */
  public void begin(FanoutLoop<ByteBuf> fanout, List<Start> starts, Sink<ByteBuf> sink) {
    for (Start start : starts) {
      all.add(fanout.subscribe(start.topic(), start.position(), start.gap(), sink));
    }
  }

  /** How many there are. */
  public int size() {
    return all.size();
  }

  /** That of a topic, null where there is none. */
  public @Nullable Subscription<ByteBuf> find(String topic) {
    for (Subscription<ByteBuf> subscription : all) {
      if (subscription.topic().equals(topic)) {
        return subscription;
      }
    }
    return null;
  }

  /** The topics. */
  public List<String> topics() {
    return all.stream().map(Subscription::topic).toList();
  }

  /** The topic where there is just one, else null. */
  public @Nullable String onlyTopic() {
    return all.size() == 1 ? all.get(0).topic() : null;
  }

  /** Ends one. */
  public void end(Subscription<ByteBuf> subscription) {
    subscription.cancel();
    all.remove(subscription);
  }

  /** Ends that of a topic, where there is one. */
  public void end(String topic) {
    Subscription<ByteBuf> subscription = find(topic);
    if (subscription != null) {
      end(subscription);
    }
  }

  /** Ends all. */
  public void end() {
    all.forEach(Subscription::cancel);
    all.clear();
  }

  /** To be called when the connection has become writable. */
  public void onWritable() {
    for (int i = all.size() - 1; i >= 0; i--) {
      all.get(i).onWritable();
    }
  }

  /** The cursor that covers all of them as they stand. */
  public String cursor() {
    List<Position> positions = new ArrayList<>(all.size());
    all.forEach(subscription -> positions.add(subscription.position()));
    return Cursor.join(positions);
  }
}
