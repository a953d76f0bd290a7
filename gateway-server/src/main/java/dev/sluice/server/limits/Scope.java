package dev.sluice.server.limits;

/** Whom a limit is for. */
enum Scope {
  ALL("in all"),
  ADDRESS("per client address"),
  USER("per user");

  private final String words;

  Scope(String words) {
    this.words = words;
  }

  /** As a client is told. */
  String words() {
    return words;
  }
}
