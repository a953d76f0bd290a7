package dev.sluice.server.transport.longpoll;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.metrics.Transport;
import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.Response;
import dev.sluice.server.transport.EntityTag;
import dev.sluice.server.transport.PollAnswer;
import dev.sluice.server.transport.SubscriptionRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.List;

/**
 * Sends the answer to one poll. Belongs to its exchange's loop.
 *
 * @param exchange to answer
 * @param request that is answered
 * @param allocator gives the buffers
 */
record PollResponse(Exchange exchange, SubscriptionRequest request, ByteBufAllocator allocator) {
  private static final int FRAME_BYTES = 160;

  Transport transport() {
    return request.transport();
  }

  /** Sends messages, given as the inside of a JSON array that stays the caller's, and gaps. */
  void send(String cursor, ByteBuf messages, List<Gap> gaps) {
    exchange.respond(with(cursor, messages, gaps));
  }

  /** An answer like that, which isn't sent yet. */
  Response with(String cursor, ByteBuf messages, List<Gap> gaps) {
    ByteBuf body = allocator.buffer(FRAME_BYTES + cursor.length() + messages.readableBytes());
    PollAnswer.write(body, cursor, messages, gaps);
    return head(200, cursor).body("application/json", body);
  }

  /**
   * Says that there is nothing: with 304 where the client has an answer of that already, and may be
   * told so.
   */
  void sendEmpty(String cursor, boolean maySayNotModified) {
    String tag = request.entityTag();
    boolean known = tag != null && (request.cursor() == null || tag.equals(cursor));
    if (known && maySayNotModified) {
      exchange.respond(head(304, cursor));
    } else {
      send(cursor, Unpooled.EMPTY_BUFFER, List.of());
    }
  }

  /** Whether another one with the same messages is the same, to the byte. */
  boolean answersLike(PollResponse other) {
    return request.goesOnLike(other.request) && revalidated().equals(other.revalidated());
  }

  /** What a token let in is in nobody else's cache. */
  private String revalidated() {
    return exchange.caller().isAnonymous() ? "no-cache" : "private, no-cache";
  }

  private Response head(int status, String cursor) {
    boolean held = transport() == Transport.LONGPOLL;
    return new Response(status)
        .header("ETag", EntityTag.of(cursor))
        .header("Link", "<" + NextLink.of(request, cursor) + ">; rel=\"next\"")
        .header("Cache-Control", held ? "no-store" : revalidated());
  }
}
