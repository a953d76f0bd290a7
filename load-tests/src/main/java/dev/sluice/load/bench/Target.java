package dev.sluice.load.bench;

import org.jspecify.annotations.Nullable;

/** The gateway under load. The main thread. */
interface Target extends AutoCloseable {
  String publicUrl();

  String internalUrl();

  @Nullable Long pid();

  boolean restartable();

  /**
   * Returns when it serves again, at the same addresses.
   *
   * @return its new process
   */
  long restart();

  @Override
  void close();
}
