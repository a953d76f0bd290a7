package dev.sluice.load.bench;

import dev.sluice.load.measure.Measurement;
import dev.sluice.load.report.Comparison;
import dev.sluice.load.report.Machine;
import dev.sluice.load.report.Outputs;
import dev.sluice.load.report.TerminalTable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line of {@code bin/gateway bench}. The main thread. */
@Command(
    name = "gateway bench",
    description = {
      "Put the same load on every transport in turn, with Gatling, and compare what it costs and gives.",
      "",
      "Starts a gateway of its own for each run unless --url names one. Ends with a table here, and",
      "comparison.json, comparison.html and Gatling's reports in a folder.",
      ""
    },
    footer = {
      "",
      "Simulations:",
      "  fan-out      one topic, many subscribers",
      "  many-topics  a topic for each subscriber",
      "  churn        subscribers leave and return with their cursor",
      "  storm        all connect at once, and all again after a restart of the gateway",
      "  mixed        all transports together; publishers send single messages and bulk",
      "  slow         some subscribers stop reading until they are lapped",
      "  soak         mixed transports, coming and going, for a long time",
      "",
      "Each of them fails on messages that are lost, come twice, late, or out of order, on gaps that",
      "are not told as they are, on latencies over the bound, and on errors.",
      "",
      "Examples:",
      "  gateway bench",
      "  gateway bench --transports ws,sse --users 1000 --rate 10,50,200 --duration 20s",
      "  gateway bench churn --users 500 --url http://push:8080 --internal-url http://push:8081",
      "",
      "Exit codes: 0 all checks hold, 1 one does not or the gateway can't be reached, 2 bad usage."
    },
    usageHelpWidth = 100)
public final class BenchCommand implements Callable<Integer> {
  /** Where the launcher is. */
  private static final String HOME = "sluice.home";

  private final String[] arguments;
  private final PrintStream stdout;
  private final PrintStream stderr;

  @Mixin
  private final BenchOptions options = new BenchOptions();

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  private BenchCommand(String[] arguments, PrintStream stdout, PrintStream stderr) {
    this.arguments = arguments;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  static int run(String[] arguments, PrintStream stdout, PrintStream stderr) {
    return new CommandLine(new BenchCommand(arguments, stdout, stderr))
        .setOut(new PrintWriter(stdout, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(stderr, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, given) -> {
          fail(stderr, e.getMessage());
          stderr.println("Try 'gateway bench --help'.");
          return BenchFailure.USAGE;
        })
        .setExecutionExceptionHandler((e, command, parsed) -> {
          if (e instanceof BenchFailure failure) {
            fail(stderr, failure.getMessage());
            return failure.exitCode();
          }
          if (e instanceof IOException) {
            fail(stderr, e.getClass().getSimpleName() + ": " + e.getMessage());
            return BenchFailure.FAILED;
          }
          throw e;
        })
        .execute(arguments);
  }

  private static void fail(PrintStream stderr, @Nullable String message) {
    stderr.println("error: " + String.valueOf(message).replaceAll("\\R\\s*", " "));
  }

  @Override
  public Integer call() throws IOException {
    options.check();
    BenchOptions.onCpus(options.serverCpus);
    BenchOptions.onCpus(options.generatorCpus);
    Path home = Path.of(System.getProperty(HOME, ".")).toAbsolutePath();
    Path out = folder(home);
    Outputs outputs = new Outputs(out);
    outputs.removeOld();
    List<Measurement> measured = new Bench(options, home, out, stderr).run();
    Comparison comparison =
        Comparison.of(measured, Machine.here(), "bin/gateway bench " + quoted());
    outputs.write(comparison);
    stdout.println();
    stdout.print(TerminalTable.of(comparison));
    stdout.println();
    stdout.println("Written: " + outputs.page() + " and " + outputs.json());
    return comparison.passed() ? 0 : BenchFailure.FAILED;
  }

  private Path folder(Path home) {
    Path chosen = options.out;
    if (chosen == null) {
      String date = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
          .format(LocalDateTime.now(ZoneId.systemDefault()));
      chosen = home.resolve("load-tests/target/bench").resolve(date);
    }
    try {
      return Files.createDirectories(chosen.toAbsolutePath().normalize());
    } catch (IOException e) {
      throw BenchFailure.usage("--out " + chosen + " can't be made a folder");
    }
  }

  private String quoted() {
    return String.join(" ", arguments);
  }
}
