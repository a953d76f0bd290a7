package dev.sluice.server.admin;

import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Response;

/** Whether balancers should send somebody here, and whether new work is taken on. Any thread. */
public final class Readiness {
  private enum State {
    READY,
    /** Balancers are told to look elsewhere; who comes all the same is served. */
    LEAVING,
    /** Nothing new is taken on. */
    DRAINING
  }

  /** Volatile: written by whoever drains, read by loops. */
  private volatile State state = State.READY;

  /** From now on it says that it isn't ready. */
  public void leave() {
    state = State.LEAVING;
  }

  /** From now on it takes on nothing. */
  public void drain() {
    state = State.DRAINING;
  }

  /**
   * Makes sure that new work is taken on.
   *
   * @throws ProblemException 503 if not
   */
  public void require() {
    if (state == State.DRAINING) {
      throw goingAway();
    }
  }

  /** {@code GET /health/ready}. */
  public Response ready() {
    if (state != State.READY) {
      throw goingAway();
    }
    return Response.json(200, "{\"status\":\"ready\"}").header("Cache-Control", "no-store");
  }

  /** {@code GET /health/live}. */
  public Response live() {
    return Response.json(200, "{\"status\":\"live\"}").header("Cache-Control", "no-store");
  }

  private static ProblemException goingAway() {
    return new ProblemException(Problem.unavailable("the gateway is going away"));
  }
}
