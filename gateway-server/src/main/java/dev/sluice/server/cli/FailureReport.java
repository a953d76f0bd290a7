package dev.sluice.server.cli;

import dev.sluice.server.config.InvalidConfigException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns what commands throw into a line on standard error and an exit code. One thread.
 *
 * <p>A stack trace is for bugs only: for exceptions that no command expected.
 */
final class FailureReport implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed)
      throws Exception {
    if (e instanceof CommandFailure failure) {
      print(command.getErr(), failure.getMessage());
      return failure.exitCode();
    }
    if (e instanceof InvalidConfigException) {
      print(command.getErr(), e.getMessage());
      return ExitCode.USAGE;
    }
    throw e;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    PrintWriter err = e.getCommandLine().getErr();
    print(err, e.getMessage() + suggestion(e));
    err.println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private static String suggestion(ParameterException e) {
    List<String> suggestions =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    return suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?";
  }

  private static void print(PrintWriter err, @Nullable String message) {
    err.println("error: " + String.valueOf(message).replaceAll("\\R\\s*", " "));
  }
}
