package dev.sluice.server.transport.stream;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.fanout.WireFormat;
import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Topic;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.StreamFraming;
import dev.sluice.server.transport.Envelope;
import dev.sluice.server.transport.EnvelopeMode;
import dev.sluice.server.transport.Session;
import dev.sluice.server.transport.StreamFormat;
import dev.sluice.server.transport.StreamSyntax;
import dev.sluice.server.transport.SubscriptionRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** A JSON object a line; an empty line is a heartbeat. Immutable, any thread. */
public final class NdjsonSyntax implements StreamSyntax {
  private final WireFormat<ByteBuf> chunked;
  private final WireFormat<ByteBuf> plain;

  /** Writes lines. */
  public NdjsonSyntax(ByteBufAllocator allocator) {
    chunked = format(allocator, StreamFraming.CHUNKED);
    plain = format(allocator, StreamFraming.NONE);
  }

  @Override
  public String contentType() {
    return "application/x-ndjson";
  }

  @Override
  public EnvelopeMode envelope(SubscriptionRequest request) {
    if (request.envelope() == EnvelopeMode.RAW) {
      throw new ProblemException(Problem.badRequest("a stream of lines has envelope json only"));
    }
    return EnvelopeMode.JSON;
  }

  @Override
  public WireFormat<ByteBuf> format(
      EnvelopeMode envelope, boolean severalTopics, StreamFraming framing) {
    return framing == StreamFraming.CHUNKED ? chunked : plain;
  }

  @Override
  public String opening(String cursor, boolean severalTopics) {
    return severalTopics ? covering(cursor) : "";
  }

  @Override
  public String heartbeat() {
    return "\n";
  }

  @Override
  public String gap(Gap gap, String cursor, boolean severalTopics) {
    String line = "{\"gap\":" + Envelope.gap(gap) + "}\n";
    return severalTopics ? line + covering(cursor) : line;
  }

  @Override
  public String covering(String cursor) {
    return "{\"cursor\":\"" + cursor + "\"}\n";
  }

  @Override
  public String expired() {
    return Session.EXPIRED_NOTICE + "\n";
  }

  @Override
  public String farewell(long spreadMillis) {
    return "";
  }

  private static WireFormat<ByteBuf> format(ByteBufAllocator allocator, StreamFraming framing) {
    return new StreamFormat(Transport.STREAM, allocator, framing, NdjsonSyntax::writeLines);
  }

  private static void writeLines(ByteBuf out, Topic topic, MessageRange range) {
    for (int i = 0; i < range.size(); i++) {
      Envelope.write(out, topic, range.get(i));
      out.writeByte('\n');
    }
  }
}
