package dev.sluice.load.bench;

import dev.sluice.load.plan.LoadPlan;
import dev.sluice.load.plan.Question;
import dev.sluice.load.plan.Transport;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What the user may say, and what holds where nothing is said. Filled by picocli on the main
 * thread, then checked, then only read.
 */
final class BenchOptions {
  private static final int LEAST_SIZE = 64;
  private static final int MOST_SIZE = 1 << 20;
  private static final long LONGEST_WARM_UP_MILLIS = 5000;
  private static final Duration SHORT = Duration.ofSeconds(10);
  private static final Duration SOAK = Duration.ofHours(1);
  private static final int SLOW_SIZE = 16 * 1024;
  private static final int SLOW_RATE = 100;

  /** An answer has 1 MiB at most: with a second between them, they would not keep up. */
  private static final Duration SLOW_POLL_INTERVAL = Duration.ofMillis(250);

  @Parameters(
      arity = "0..1",
      paramLabel = "SIMULATION",
      converter = QuestionConverter.class,
      description = "fan-out (default), many-topics, churn, storm, mixed, slow, soak.")
  Question question = Question.FAN_OUT;

  @Option(
      names = "--transports",
      split = ",",
      paramLabel = "T",
      converter = TransportConverter.class,
      description = "ws, sse, stream, longpoll, poll; all by default, in this order.")
  List<Transport> transports = List.of(Transport.values());

  @Option(
      names = "--users",
      paramLabel = "N",
      description = "Subscribers of each transport (default: ${DEFAULT-VALUE}).")
  int users = 100;

  @Option(
      names = "--rate",
      split = ",",
      paramLabel = "R",
      description =
          "Messages a second over all topics; several rates are compared (default: 10; slow: 100).")
  @Nullable List<Double> rates;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = Quantities.DurationConverter.class,
      description = "How long each run is measured (default: 10s; soak: 1h).")
  @Nullable Duration duration;

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      converter = Quantities.DurationConverter.class,
      description = "Load before it is measured (default: half of the duration, at most 5s).")
  @Nullable Duration warmUp;

  @Option(
      names = "--ramp",
      paramLabel = "TIME",
      converter = Quantities.DurationConverter.class,
      description = "How long subscribers take to connect (default: 0s, all at once).")
  Duration ramp = Duration.ZERO;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      converter = Quantities.SizeConverter.class,
      description = "Data of a message, 64 to 1MiB (default: 128; slow: 16KiB).")
  @Nullable Integer size;

  @Option(
      names = "--topics",
      paramLabel = "N",
      description = "Topics to spread subscribers over (default: 1; many-topics: one each).")
  @Nullable Integer topics;

  @Option(
      names = "--poll-interval",
      paramLabel = "TIME",
      converter = Quantities.DurationConverter.class,
      description = "From one poll to the next (default: 1s; slow: 250ms).")
  @Nullable Duration pollInterval;

  @Option(
      names = "--stay",
      paramLabel = "TIME",
      converter = Quantities.DurationConverter.class,
      description = "churn, soak: about how long a subscriber stays (default: 2s).")
  Duration stay = Duration.ofSeconds(2);

  @Option(
      names = "--away",
      paramLabel = "TIME",
      converter = Quantities.DurationConverter.class,
      description = "churn, soak: how long it is away (default: 1s).")
  Duration away = Duration.ofSeconds(1);

  @Option(
      names = "--stall",
      paramLabel = "TIME",
      converter = Quantities.DurationConverter.class,
      description = "slow: how long a slow subscriber reads nothing (default: 6s).")
  Duration stall = Duration.ofSeconds(6);

  @Option(
      names = "--max-latency",
      paramLabel = "TIME",
      converter = Quantities.DurationConverter.class,
      description =
          "A 99th percentile above it fails the run; a poll has its interval on top (default: 2s).")
  Duration maxLatency = Duration.ofSeconds(2);

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "A gateway that runs: its public listener. Without it, one is started here.")
  @Nullable String url;

  @Option(
      names = "--internal-url",
      paramLabel = "URL",
      description = "Its internal listener, to publish and to read metrics.")
  @Nullable String internalUrl;

  @Option(
      names = "--pid",
      paramLabel = "PID",
      description = "Its process, where it runs on this machine: for its memory.")
  @Nullable Long pid;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Configuration of the gateway that is started here.")
  List<String> settings = List.of();

  @Option(
      names = "--server-cpus",
      paramLabel = "LIST",
      description = "Cores for the gateway that is started here, as taskset takes them.")
  @Nullable String serverCpus;

  @Option(names = "--generator-cpus", paramLabel = "LIST", description = "Cores for Gatling.")
  @Nullable String generatorCpus;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where comparison.json, comparison.html and Gatling's reports go (default: load-tests/target/bench/DATE).")
  @Nullable Path out;

  /** Says what can't be meant, before anything is started. */
  void check() {
    atLeast("--users", users, 1);
    atLeast("--topics", topics(), 1);
    for (double rate : rates()) {
      if (!(rate > 0 && rate <= 1e6)) {
        throw BenchFailure.usage("--rate " + rate + " is not between 0 and 1000000");
      }
    }
    if (size() < LEAST_SIZE || size() > MOST_SIZE) {
      throw BenchFailure.usage("--size " + size() + " is not between 64 and 1048576 bytes");
    }
    if (topics() > users) {
      throw BenchFailure.usage(
          "--topics " + topics() + " is more than --users " + users + ": some would have nobody");
    }
    atLeast("--duration", duration().toMillis(), 1000);
    atLeast("--poll-interval", pollInterval().toMillis(), 10);
    checkTarget();
  }

  private void checkTarget() {
    if ((url == null) != (internalUrl == null)) {
      throw BenchFailure.usage("--url and --internal-url go together");
    }
    checkUrl("--url", url);
    checkUrl("--internal-url", internalUrl);
    if (url != null && (!settings.isEmpty() || serverCpus != null)) {
      throw BenchFailure.usage("--set and --server-cpus are for a gateway that is started here");
    }
    if (url == null && pid != null) {
      throw BenchFailure.usage("--pid is for a gateway that is named by --url");
    }
    if (pid != null && ProcessHandle.of(pid).isEmpty()) {
      throw BenchFailure.usage("--pid " + pid + ": there is no such process");
    }
  }

  private static void checkUrl(String option, @Nullable String value) {
    if (value == null) {
      return;
    }
    try {
      URI uri = URI.create(value);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web
          && uri.getHost() != null
          && (uri.getPath().isEmpty() || uri.getPath().equals("/"))) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // told below, as every other URL that is none
    }
    throw BenchFailure.usage(option + " " + value + " is not of the form http://HOST:PORT");
  }

  private static void atLeast(String option, long value, long least) {
    if (value < least) {
      throw BenchFailure.usage(option + " is " + value + ", but at least " + least + " is needed");
    }
  }

  List<Double> rates() {
    return rates != null ? rates : List.of(question == Question.SLOW ? SLOW_RATE : 10.0);
  }

  Duration duration() {
    return duration != null ? duration : question == Question.SOAK ? SOAK : SHORT;
  }

  private Duration pollInterval() {
    Duration ordinary = question == Question.SLOW ? SLOW_POLL_INTERVAL : Duration.ofSeconds(1);
    return pollInterval != null ? pollInterval : ordinary;
  }

  private int size() {
    return size != null ? size : question == Question.SLOW ? SLOW_SIZE : 128;
  }

  private int topics() {
    return topics != null ? topics : question == Question.MANY_TOPICS ? users : 1;
  }

  private Duration warmUp() {
    return warmUp != null
        ? warmUp
        : Duration.ofMillis(Math.min(LONGEST_WARM_UP_MILLIS, duration().toMillis() / 2));
  }

  /** What runs one after the other: transports that a question puts together are one. */
  List<List<Transport>> groups() {
    List<Transport> distinct = transports.stream().distinct().toList();
    return question.together()
        ? List.of(distinct)
        : distinct.stream().map(List::of).toList();
  }

  LoadPlan plan(List<Transport> group, double rate, Target target, Path measurement) {
    return new LoadPlan(
        question,
        group,
        users,
        rate,
        size(),
        topics(),
        ramp.toMillis(),
        warmUp().toMillis(),
        duration().toMillis(),
        pollInterval().toMillis(),
        stay.toMillis(),
        away.toMillis(),
        stall.toMillis(),
        maxLatency.toMillis(),
        target.publicUrl(),
        target.internalUrl(),
        target.pid(),
        target.restartable(),
        measurement);
  }

  /** Fails where it is asked for cores and this machine can't give them. */
  static List<String> onCpus(@Nullable String cpus) {
    if (cpus == null) {
      return List.of();
    }
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, "taskset"))) {
        return List.of("taskset", "-c", cpus);
      }
    }
    throw BenchFailure.usage("cores can only be chosen where there is taskset (util-linux)");
  }
}
