package dev.sluice.server.cli;

/** Tells when somebody asks the process to end: SIGTERM, SIGINT. Any thread. */
interface TerminationSignal {
  /**
   * Registers work to do before the process ends with exit code 0.
   *
   * @return takes the registration back
   */
  Runnable onTermination(Runnable work);
}
