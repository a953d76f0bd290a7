package dev.sluice.server.transport;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.fanout.WireFormat;
import dev.sluice.server.http.StreamFraming;
import io.netty.buffer.ByteBuf;

/** How a body that goes on says what it has to say. Immutable, any thread. */
public interface StreamSyntax {
  /** Its media type. */
  String contentType();

  /**
   * What of a message a request gets.
   *
   * @throws dev.sluice.server.http.ProblemException if it asks for what this syntax can't say
   */
  EnvelopeMode envelope(SubscriptionRequest request);

  /** How messages are written. */
  WireFormat<ByteBuf> format(EnvelopeMode envelope, boolean severalTopics, StreamFraming framing);

  /** What comes first, empty for nothing. */
  String opening(String cursor, boolean severalTopics);

  /** What shows that the connection lives. */
  String heartbeat();

  /** What tells a gap; the cursor is the one behind it. */
  String gap(Gap gap, String cursor, boolean severalTopics);

  /** What follows a batch of one of several topics: the cursor that covers all. */
  String covering(String cursor);

  /** What comes last when the client's token has expired. */
  String expired();

  /**
   * What comes last when the gateway goes away, empty for nothing; clients should spread their
   * return by that.
   */
  String farewell(long spreadMillis);
}
