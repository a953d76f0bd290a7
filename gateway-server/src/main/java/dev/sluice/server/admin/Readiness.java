package dev.sluice.server.admin;

import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Response;

/** Whether the gateway takes on new work. Any thread. */
public final class Readiness {
  /** Volatile: written once by whoever drains, read by loops. */
  private volatile boolean draining;

  /** From now on, no more. */
  public void drain() {
    draining = true;
  }

  /**
   * Makes sure that it does.
   *
   * @throws ProblemException 503 if not
   */
  public void require() {
    if (draining) {
      throw new ProblemException(Problem.unavailable("the gateway is going away"));
    }
  }

  /** {@code GET /health/ready}. */
  public Response ready() {
    require();
    return Response.json(200, "{\"status\":\"ready\"}").header("Cache-Control", "no-store");
  }

  /** {@code GET /health/live}. */
  public Response live() {
    return Response.json(200, "{\"status\":\"live\"}").header("Cache-Control", "no-store");
  }
}
