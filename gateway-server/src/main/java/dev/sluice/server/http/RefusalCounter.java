package dev.sluice.server.http;

/** Counts what was refused. Any thread. */
@FunctionalInterface
public interface RefusalCounter {
  /** Something was refused. */
  void onRefused(Refusal reason);

  /** A request was refused with a problem. */
  default void onRefused(Problem problem) {
    onRefused(Refusal.of(problem));
  }
}
