package dev.sluice.server.http;

import java.util.Locale;

/** Counts what was refused. Any thread. */
@FunctionalInterface
public interface RefusalCounter {
  /** Something was refused, for one of few reasons. */
  void onRefused(String reason);

  /** A request was refused with a problem. */
  default void onRefused(Problem problem) {
    onRefused(problem.title().toLowerCase(Locale.ROOT).replace(' ', '-'));
  }
}
