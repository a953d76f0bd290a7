package dev.sluice.server.transport;

import dev.sluice.core.fanout.FanoutLoop;
import dev.sluice.core.fanout.Sink;
import dev.sluice.core.fanout.Subscription;
import dev.sluice.core.topic.Cursor;
import dev.sluice.core.topic.Position;
import dev.sluice.server.loop.GatewayLoop;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one connection, and since when it has any; nearly always one, and then
 * nothing more than that. Belongs to its loop.
 */
public final class Subscriptions {
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static final Subscription<ByteBuf>[] NONE = new Subscription[0];

  /** Never written to, but replaced: most connections have one, for as long as they live. */
  private Subscription<ByteBuf>[] all = NONE;

  /** How many these are: asked for with each message, and the array lies somewhere else. */
  private int size;

  private final long id;
  private final long sinceMillis;

  /** Those of a connection that comes now. */
  public Subscriptions(GatewayLoop loop) {
    this.id = loop.nextSubscriberId();
    this.sinceMillis = loop.epochMillis();
  }

  /** The connection's number, see {@link dev.sluice.server.loop.Subscriber#id}. */
  public long id() {
    return id;
  }

  /** When it came, in milliseconds since 1970. */
  public long sinceMillis() {
    return sinceMillis;
  }

  /** Begins to give topics' messages to a sink. */
  public void begin(FanoutLoop<ByteBuf> fanout, List<Start> starts, Sink<ByteBuf> sink) {
    for (Start start : starts) {
      add(fanout.subscribe(start.topic(), start.position(), start.gap(), sink));
    }
  }

  private void add(Subscription<ByteBuf> subscription) {
    Subscription<ByteBuf>[] longer = Arrays.copyOf(all, all.length + 1);
    longer[all.length] = subscription;
    replace(longer);
  }

  private void replace(Subscription<ByteBuf>[] others) {
    all = others;
    size = others.length;
  }

  /** How many there are. */
  public int size() {
    return size;
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
    return topics(all.length);
  }

  /** The names of the first ones' topics. */
  public List<String> topics(int most) {
    return Arrays.stream(all).limit(most).map(Subscription::topic).toList();
  }

  /** How many messages there are that they weren't given yet. */
  public long lag() {
    long lag = 0;
    for (Subscription<ByteBuf> subscription : all) {
      lag += subscription.lag();
    }
    return lag;
  }

  /** The topic where there is just one, else null. */
  public @Nullable String onlyTopic() {
    return size == 1 ? all[0].topic() : null;
  }

  /** Ends one. */
  public void end(Subscription<ByteBuf> subscription) {
    subscription.cancel();
    replace(Arrays.stream(all)
        .filter(s -> s != subscription)
        .toArray(length -> Arrays.copyOf(NONE, length)));
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
    for (Subscription<ByteBuf> subscription : all) {
      subscription.cancel();
    }
    replace(NONE);
  }

  /** To be called when the connection has become writable. */
  public void onWritable() {
    for (Subscription<ByteBuf> subscription : all) {
      subscription.onWritable();
    }
  }

  /** Where it goes on if there is just one, else null. */
  public @Nullable Position onlyPosition() {
    return size == 1 ? all[0].position() : null;
  }

  /** The cursor that covers all of them as they stand. */
  public String cursor() {
    List<Position> positions = new ArrayList<>(all.length);
    for (Subscription<ByteBuf> subscription : all) {
      positions.add(subscription.position());
    }
    return Cursor.join(positions);
  }
}
