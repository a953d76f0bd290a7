package dev.sluice.server.cli;

import dev.sluice.server.cli.client.Endpoint;
import dev.sluice.server.cli.client.GiveUpException;
import dev.sluice.server.cli.client.Reason;
import dev.sluice.server.cli.client.UnavailableException;
import java.io.IOException;

/** Ends a command with one line on standard error. Immutable, any thread. */
final class CommandFailure extends RuntimeException {
  private final int exitCode;

  private CommandFailure(String message, int exitCode) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  /** What the user typed can't be meant. */
  static CommandFailure usage(String message) {
    return new CommandFailure(message, ExitCode.USAGE);
  }

  /** It did not work. */
  static CommandFailure failed(String message) {
    return new CommandFailure(message, ExitCode.FAILED);
  }

  /** A gateway refused, or could not be reached. */
  static CommandFailure of(IOException e, Endpoint endpoint) {
    boolean answered = e instanceof GiveUpException || e instanceof UnavailableException;
    String where = answered ? "" : "cannot connect to " + endpoint.base() + ": ";
    return failed(where + Reason.of(e));
  }

  int exitCode() {
    return exitCode;
  }
}
