package dev.sluice.server.token;

import java.util.concurrent.CompletableFuture;

/** Where an issuer's keys come from. Any thread; it blocks nobody. */
interface KeySource {
  /** The keys as they are known. */
  KeySet keys();

  /**
   * The keys after a look for newer ones, where that may bring some now.
   *
   * @return fails with an {@link dev.sluice.server.auth.AccessDeniedException} where there should
   *     be keys, and none can be had
   */
  default CompletableFuture<KeySet> newerKeys() {
    return CompletableFuture.completedFuture(keys());
  }

  /** To be called about every second: looks whether keys have changed. */
  default void tick() {}
}
