package dev.sluice.server.routing;

import dev.sluice.server.http.RequestBody;

/** Does what a route is for. Called on the connection's loop. */
@FunctionalInterface
public interface Handler {
  /**
   * Takes a request.
   *
   * @return what takes its body, and answers at its end or before
   * @throws dev.sluice.server.http.ProblemException to refuse it
   */
  RequestBody handle(Call call);
}
