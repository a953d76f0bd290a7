package dev.sluice.server.http;

/** Decides by a request's head who handles it. Called on the connection's loop. */
@FunctionalInterface
public interface Router {
  /**
   * Takes a request.
   *
   * @return what takes its body, and answers at its end or before
   * @throws ProblemException to refuse it
   */
  RequestBody route(Exchange exchange);
}
