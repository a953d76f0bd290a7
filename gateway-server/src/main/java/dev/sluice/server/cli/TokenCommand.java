package dev.sluice.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tokens for trying out. One thread. */
@Command(
    name = "token",
    description = "Make tokens for trying out, and explain why one is taken or not.",
    footer = {
      "",
      "Examples:",
      "  gateway token make --secret-file secret.txt --user ann --subscribe 'prices.**'",
      "  gateway token explain --config gateway.conf eyJhbGciOiJIUzI1NiJ9..."
    })
final class TokenCommand implements Runnable {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "token make or token explain");
  }
}
