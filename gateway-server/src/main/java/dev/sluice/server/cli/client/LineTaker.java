package dev.sluice.server.cli.client;

import java.io.IOException;

/** Takes the lines of an answer that goes on. One thread. */
interface LineTaker {
  /**
   * Takes a line, without its line end.
   *
   * @return whether more are wanted
   */
  boolean onLine(String line) throws IOException;
}
