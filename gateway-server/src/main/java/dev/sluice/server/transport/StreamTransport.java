package dev.sluice.server.transport;

import dev.sluice.core.fanout.WireFormat;
import dev.sluice.server.auth.Access;
import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.Response;
import dev.sluice.server.http.StreamFraming;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.List;

/**
 * A way to subscribers by an answer that goes on. Immutable, any loop.
 *
 * @param syntax what it writes
 * @param starts finds where subscriptions begin
 * @param access says how long clients may stay
 * @param heartbeat how often to show that a connection lives
 * @param metrics is told who is connected
 */
public record StreamTransport(
    StreamSyntax syntax,
    Starts starts,
    Access access,
    Duration heartbeat,
    ConnectionMetrics metrics)
    implements SubscriberTransport {

  @Override
  public void accept(Exchange exchange, SubscriptionRequest request) {
    List<Start> begin = starts.of(request.topics(), request.cursor(), exchange.caller());
    StreamFraming framing = exchange.streamFraming();
    WireFormat<ByteBuf> format =
        syntax.format(syntax.envelope(request), request.isForSeveral(), framing);
    Response head = new Response(200)
        .header("Content-Type", syntax.contentType())
        .header("Cache-Control", "no-cache, no-store, no-transform")
        .header("X-Accel-Buffering", "no");
    if (HttpMethod.HEAD.equals(exchange.method())) {
      exchange.respond(head);
      return;
    }
    StreamConnection connection =
        new StreamConnection(exchange.channel(), exchange.loop(), this, framing, format);
    exchange.takeOver(head, connection);
    connection.begin(begin, exchange.caller());
  }

  long heartbeatNanos() {
    return heartbeat.toNanos();
  }
}
