package dev.sluice.server.transport;

import dev.sluice.server.auth.Caller;
import dev.sluice.server.loop.GatewayLoop;
import dev.sluice.server.loop.Subscriber;
import java.util.List;
import java.util.function.Supplier;

/** A subscriber of whom its subscriptions tell most. Belongs to its loop. */
public interface Subscribing extends Subscriber {
  /** How many topics of a subscriber are named where somebody looks at it. */
  int TOPICS_SHOWN = 20;

  /** What it subscribes to. */
  Subscriptions subscriptions();

  /** The loop that it belongs to. */
  GatewayLoop loop();

  @Override
  default long id() {
    return subscriptions().id();
  }

  @Override
  default long sinceMillis() {
    return subscriptions().sinceMillis();
  }

  /** Who is at the other end. */
  Caller caller();

  @Override
  default String issuer() {
    return caller().issuer();
  }

  @Override
  default String user() {
    return caller().user();
  }

  @Override
  default int topicCount() {
    return subscriptions().size();
  }

  @Override
  default List<String> topics(int most) {
    return subscriptions().topics(most);
  }

  @Override
  default boolean subscribesTo(String topic) {
    return subscriptions().find(topic) != null;
  }

  @Override
  default long lag() {
    return subscriptions().lag();
  }

  /** Says what it does, where somebody wants to know; for what is rare, and no message's way. */
  default void trace(String event, Supplier<String> detail) {
    loop().traces().tell(this, event, detail);
  }

  /** The same without a detail. */
  default void trace(String event) {
    trace(event, () -> "");
  }
}
