package dev.sluice.server.transport.sse;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.fanout.WireFormat;
import dev.sluice.core.metrics.Transport;
import dev.sluice.server.http.StreamFraming;
import dev.sluice.server.transport.Envelope;
import dev.sluice.server.transport.EnvelopeMode;
import dev.sluice.server.transport.Session;
import dev.sluice.server.transport.StreamFormat;
import dev.sluice.server.transport.StreamSyntax;
import dev.sluice.server.transport.SubscriptionRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Server-sent events (HTML standard, 9.2.5). Immutable, any thread. */
public final class SseSyntax implements StreamSyntax {
  private final long retryMillis;
  private final List<WireFormat<ByteBuf>> formats = new ArrayList<>();

  /**
   * Writes events.
   *
   * @param retry after which a client should come back that was cut off
   */
  public SseSyntax(Duration retry, ByteBufAllocator allocator) {
    this.retryMillis = retry.toMillis();
    for (EnvelopeMode envelope : EnvelopeMode.values()) {
      for (boolean several : new boolean[] {false, true}) {
        for (StreamFraming framing : StreamFraming.values()) {
          SseWriter writer = new SseWriter(envelope, several);
          formats.add(new StreamFormat(Transport.SSE, allocator, framing, writer));
        }
      }
    }
  }

  @Override
  public String contentType() {
    return "text/event-stream";
  }

  @Override
  public EnvelopeMode envelope(SubscriptionRequest request) {
    return request.envelopeOrDefault();
  }

  @Override
  public WireFormat<ByteBuf> format(
      EnvelopeMode envelope, boolean severalTopics, StreamFraming framing) {
    int index = (envelope.ordinal() * 2 + (severalTopics ? 1 : 0)) * 2 + framing.ordinal();
    return formats.get(index);
  }

  @Override
  public String opening(String cursor, boolean severalTopics) {
    return "retry: " + retryMillis + "\nid: " + cursor + "\n\n";
  }

  @Override
  public String heartbeat() {
    return ":\n\n";
  }

  @Override
  public String gap(Gap gap, String cursor, boolean severalTopics) {
    return "id: " + cursor + "\nevent: gap\ndata: {\"gap\":" + Envelope.gap(gap) + "}\n\n";
  }

  @Override
  public String covering(String cursor) {
    return "id: " + cursor + "\n\n";
  }

  @Override
  public String expired() {
    return "event: expired\ndata: " + Session.EXPIRED_NOTICE + "\n\n";
  }

  @Override
  public String farewell(long spreadMillis) {
    return "retry: " + (retryMillis + spreadMillis) + "\n\n";
  }
}
