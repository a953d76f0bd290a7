package dev.sluice.server.admin;

import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.Response;

/**
 * The answer to a request that is given later, unless its client has gone by then. Belongs to the
 * exchange's loop, but for {@link #send}.
 */
final class Reply {
  private final Exchange exchange;
  private boolean gone;

  private Reply(Exchange exchange) {
    this.exchange = exchange;
  }

  static Reply to(Exchange exchange) {
    Reply reply = new Reply(exchange);
    exchange.onAbort(() -> reply.gone = true);
    return reply;
  }

  /** Answers; any thread, once. */
  void send(Response response) {
    exchange.loop().execute(() -> {
      if (gone) {
        response.discard();
      } else {
        exchange.respond(response);
      }
    });
  }
}
