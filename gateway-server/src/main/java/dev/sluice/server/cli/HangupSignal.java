package dev.sluice.server.cli;

/** Tells when somebody asks the process to read its configuration again: SIGHUP. Any thread. */
interface HangupSignal {
  /**
   * Registers work to do each time.
   *
   * @return takes the registration back
   */
  Runnable onHangup(Runnable work);
}
