package dev.sluice.server.routing;

import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.RequestBody;
import dev.sluice.server.http.Response;
import java.util.function.Supplier;

/**
 * A request that has found its route. Belongs to its exchange's loop.
 *
 * @param exchange the request and its answer
 * @param parameter what stands for the parameter of the route's path, empty where it has none
 */
public record Call(Exchange exchange, String parameter) {
  /** Answers when the request is complete; on its loop, so with what takes no time. */
  public RequestBody answer(Supplier<Response> make) {
    return RequestBody.none(() -> exchange.respond(make.get()));
  }
}
