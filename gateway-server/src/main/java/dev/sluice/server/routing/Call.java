package dev.sluice.server.routing;

import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.RequestBody;
import dev.sluice.server.http.Response;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A request that has found its route, by somebody who may. Belongs to its exchange's loop.
 *
 * @param exchange the request and its answer
 * @param parameter what stands for the parameter of the route's path, empty where it has none
 * @param key who asks
 * @param audit takes what is to be written down of it beside the status, before it is answered
 */
public record Call(Exchange exchange, String parameter, ApiKey key, Consumer<String> audit) {
  /** Answers when the request is complete; on its loop, so with what takes no time. */
  public RequestBody answer(Supplier<Response> make) {
    return RequestBody.none(() -> exchange.respond(make.get()));
  }
}
