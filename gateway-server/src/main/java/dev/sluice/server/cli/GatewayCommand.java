package dev.sluice.server.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command line as a whole. Called once, on the main thread. */
@Command(
    name = "gateway",
    description = "Sluice, a push gateway: WebSocket, SSE, streams and polls from one port.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = VersionLine.class,
    synopsisSubcommandLabel = "COMMAND")
public final class GatewayCommand {
  /** Room for the longest example. */
  private static final int HELP_WIDTH = 100;

  private GatewayCommand() {}

  /**
   * Runs a command.
   *
   * @param starter starts the gateway, for {@code serve}
   * @return the exit code: 0 fine, 2 bad usage or bad configuration, 1 anything else
   */
  public static int run(String[] arguments, GatewayStarter starter) {
    return run(arguments, starter, Surroundings.ofThisProcess());
  }

  static int run(String[] arguments, GatewayStarter starter, Surroundings surroundings) {
    String spoilt = LocaleCheck.fault(arguments, surroundings.properties());
    if (spoilt != null) {
      surroundings.err().println("error: " + spoilt);
      return ExitCode.USAGE;
    }
    FailureReport failures = new FailureReport();
    return new CommandLine(new GatewayCommand())
        .addSubcommand(new ServeCommand(surroundings, starter))
        .addSubcommand(new PublishCommand(surroundings))
        .addSubcommand(new SubscribeCommand(surroundings))
        .addSubcommand(new CheckConfigCommand(surroundings))
        .addSubcommand(new ApiKeyCommand(surroundings))
        .addSubcommand(new ExerciseCommand())
        .addSubcommand(token(surroundings))
        .setUsageHelpWidth(HELP_WIDTH)
        .setExpandAtFiles(false) // Topics and data may begin with @.
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(writer(surroundings.out()))
        .setErr(writer(surroundings.err()))
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .execute(arguments);
  }

  private static CommandLine token(Surroundings surroundings) {
    return new CommandLine(new TokenCommand())
        .addSubcommand(new MakeTokenCommand(surroundings))
        .addSubcommand(new ExplainTokenCommand(surroundings));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
