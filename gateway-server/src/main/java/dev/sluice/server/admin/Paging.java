package dev.sluice.server.admin;

import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Query;

/** How much an answer holds. Any thread. */
final class Paging {
  private static final int ORDINARY_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  private Paging() {}

  /** What the request asks for, or the ordinary; never too much. */
  static int limit(Query query) {
    String limit = query.one("limit");
    if (limit == null) {
      return ORDINARY_LIMIT;
    }
    if (!limit.matches("[1-9][0-9]{0,8}")) {
      throw new ProblemException(Problem.badRequest("limit is to be a number from 1"));
    }
    return Math.min(MAX_LIMIT, Integer.parseInt(limit));
  }
}
