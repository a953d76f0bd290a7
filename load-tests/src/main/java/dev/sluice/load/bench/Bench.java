package dev.sluice.load.bench;

import dev.sluice.load.measure.Measurement;
import dev.sluice.load.plan.LoadPlan;
import dev.sluice.load.plan.Transport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The runs, one after the other, each with a gateway that nobody has used. The main thread. */
final class Bench {
  private final BenchOptions options;
  private final Path home;
  private final Path out;
  private final PrintStream err;

  Bench(BenchOptions options, Path home, Path out, PrintStream err) {
    this.options = options;
    this.home = home;
    this.out = out;
    this.err = err;
  }

  List<Measurement> run() throws IOException {
    List<Measurement> all = new ArrayList<>();
    int runs = options.rates().size() * options.groups().size();
    for (double rate : options.rates()) {
      for (List<Transport> group : options.groups()) {
        String name = String.format(
            Locale.ROOT,
            "[%d/%d] %s %s at %s/s",
            all.size() + 1,
            runs,
            options.question.label(),
            group.stream().map(Transport::label).collect(Collectors.joining("+")),
            number(rate));
        all.add(run(name, group, rate));
      }
    }
    return all;
  }

  private Measurement run(String name, List<Transport> group, double rate) throws IOException {
    Path folder = Files.createDirectories(out.resolve("runs").resolve(folder(group, rate)));
    Path measurement = folder.resolve("measurement.json");
    Files.deleteIfExists(measurement);
    err.println(name + ": starting");
    try (Target target = target(folder)) {
      LoadPlan plan = options.plan(group, rate, target, measurement);
      Generator generator = new Generator(
          BenchOptions.onCpus(options.generatorCpus), line -> err.println(name + ": " + line));
      Measurement measured = generator.run(plan, target, folder);
      err.println(name + ": " + (measured.passed() ? "done" : "FAILED"));
      return measured;
    }
  }

  private Target target(Path folder) throws IOException {
    if (options.url != null && options.internalUrl != null) {
      return GatewayElsewhere.reached(options.url, options.internalUrl, options.pid);
    }
    Path log = folder.resolve("gateway.log");
    Files.deleteIfExists(log);
    return new OwnGateway(home, BenchOptions.onCpus(options.serverCpus), options.settings, log);
  }

  private static String folder(List<Transport> group, double rate) {
    String transports = group.size() == 1 ? group.get(0).label() : "together";
    return transports + "-" + number(rate);
  }

  private static String number(double rate) {
    return rate == Math.rint(rate) ? "" + (long) rate : "" + rate;
  }
}
