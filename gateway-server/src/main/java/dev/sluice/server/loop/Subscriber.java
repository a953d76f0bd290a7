package dev.sluice.server.loop;

import dev.sluice.core.metrics.Transport;
import io.netty.channel.Channel;
import java.util.List;

/**
 * Someone whom messages go to, as operators see them: a connection, a stream of one, or a request
 * that is held. Belongs to its loop.
 */
public interface Subscriber {
  /** Its number, which no other one has while the gateway runs. */
  long id();

  /** When it came, in milliseconds since 1970. */
  long sinceMillis();

  /** Its connection, or its stream of one. */
  Channel channel();

  /** The way to it. */
  Transport transport();

  /** Who vouches for its user, empty where nobody does. */
  String issuer();

  /** Who it is, unique within the issuer; empty for one without a name. */
  String user();

  /** How many topics it subscribes to. */
  int topicCount();

  /** The first few of its topics, at most so many. */
  List<String> topics(int most);

  /** Whether one of its topics is this one. */
  boolean subscribesTo(String topic);

  /** How many messages there are that it wasn't given yet. */
  long lag();

  /** Says goodbye in the way of its transport, and ends it. */
  void disconnect(String reason);
}
