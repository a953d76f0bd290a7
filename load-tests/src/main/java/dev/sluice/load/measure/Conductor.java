package dev.sluice.load.measure;

import dev.sluice.load.plan.LoadPlan;
import dev.sluice.load.plan.Question;
import dev.sluice.load.plan.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Leads a run through its phases, looks at both processes at the right moments, and leaves the
 * measurement behind. One thread of its own; {@link #finish} is called by Gatling's.
 */
public final class Conductor {
  private static final long STEP_MILLIS = 5;
  private static final long PROGRESS_MILLIS = 1000;

  /** Until publishes that are under way have been answered. */
  private static final long SETTLE_MILLIS = 300;

  private static final long LAST_MESSAGES_MILLIS = 15_000;
  private static final int CUT_OFF = 3;

  private final LoadRun run;
  private final LoadPlan plan;
  private final ServerProbe server;
  private final GeneratorProbe generator = new GeneratorProbe();
  private final Conversation conversation = new Conversation(System.in, System.out);
  private final Thread thread = new Thread(this::lead, "conductor");
  private final List<String> failures = new ArrayList<>();
  private final Measured measured = new Measured();
  private volatile boolean over;

  public Conductor(LoadRun run) {
    this.run = run;
    plan = run.plan();
    server = new ServerProbe(plan.internalUrl(), plan.pid());
    thread.setDaemon(true);
  }

  /** Begins; returns at once. */
  public void start() {
    thread.start();
  }

  /** All virtual users have gone. */
  public void finish() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    leaveMeasurement();
  }

  private void lead() {
    try {
      phases();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failures.add("the run was interrupted");
    } catch (IOException e) {
      failures.add(String.valueOf(e.getMessage()));
    } finally {
      run.enter(Phase.ENDING);
    }
    cutOffStragglers();
  }

  private void phases() throws InterruptedException, IOException {
    measured.memoryBefore = server.memory();
    if (!awaitThat("publish to every topic", run::primed)) {
      return;
    }
    measured.joinSeconds = join(plan.rampMillis());
    if (measured.joinSeconds == null) {
      return;
    }
    pass(Phase.WARMING, plan.warmUpMillis());
    measure();
    run.enter(Phase.WARMING);
    measured.memoryAfter = server.memory();
    if (plan.question() == Question.STORM && plan.restartable()) {
      restart();
    }
  }

  private void measure() throws InterruptedException {
    generator.start();
    measured.from = Window.now(run, server);
    pass(Phase.MEASURING, plan.durationMillis());
    measured.to = Window.now(run, server);
    measured.generator = generator.figures();
  }

  private void restart() throws InterruptedException, IOException {
    run.enter(Phase.RESTARTING);
    TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
    run.expectRejoin();
    server.follow(conversation.restart());
    measured.rejoinSeconds = join(0);
    pass(Phase.WARMING, plan.warmUpMillis());
  }

  /** Until every subscriber has a message, or null where that does not come to be. */
  private @Nullable Double join(long rampMillis) throws InterruptedException {
    long start = System.nanoTime();
    run.enter(Phase.JOINING);
    boolean all = await(
        () -> run.allJoined() || run.errors() > 0,
        rampMillis + LoadPlan.PATIENCE_MILLIS,
        "joining");
    if (!all || !run.allJoined()) {
      failures.add(String.format(
          Locale.ROOT,
          "only %d of %d subscribers got a first message",
          run.joined(),
          run.expectedSubscribers()));
      return null;
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private boolean awaitThat(String what, BooleanSupplier condition) throws InterruptedException {
    boolean done = await(
        () -> condition.getAsBoolean() || run.publishErrors() > 0,
        LoadPlan.PATIENCE_MILLIS,
        "starting");
    if (!done || run.publishErrors() > 0) {
      failures.add("could not " + what);
      return false;
    }
    return true;
  }

  private void pass(Phase phase, long millis) throws InterruptedException {
    run.enter(phase);
    await(() -> false, millis, phase == Phase.MEASURING ? "measuring" : "warming up");
  }

  /** Returns false where the time has passed, or the virtual users have gone. */
  private boolean await(BooleanSupplier condition, long millis, String doing)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long told = System.nanoTime();
    long deliveries = run.deliveries();
    while (!condition.getAsBoolean()) {
      long now = System.nanoTime();
      if (over || now - end >= 0) {
        return false;
      }
      if (now - told >= TimeUnit.MILLISECONDS.toNanos(PROGRESS_MILLIS)) {
        long since = run.deliveries() - deliveries;
        conversation.progress(progress(doing, (end - now) / 1e9, since / ((now - told) / 1e9)));
        told = now;
        deliveries += since;
      }
      TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
    }
    return true;
  }

  private String progress(String doing, double secondsLeft, double deliveriesPerSecond) {
    return String.format(
        Locale.ROOT,
        "%s, %.0f s left, %d of %d subscribers joined, %,.0f deliveries/s%s",
        doing,
        secondsLeft,
        Math.min(run.joined(), run.expectedSubscribers()),
        run.expectedSubscribers(),
        deliveriesPerSecond,
        run.errors() == 0 ? "" : ", " + run.errors() + " errors");
  }

  /** Gatling would wait for them as long as for any message. */
  private void cutOffStragglers() {
    try {
      if (!await(() -> over, LAST_MESSAGES_MILLIS, "ending") && !over) {
        leaveMeasurement();
        Runtime.getRuntime().halt(CUT_OFF);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void leaveMeasurement() {
    MeasurementFile.write(measured.toMeasurement(run, server.cpuSource(), failures), plan);
  }

  /** What has been found out so far. The conductor's thread, and after it who finishes. */
  private static final class Measured {
    private @Nullable Double joinSeconds;
    private @Nullable Double rejoinSeconds;
    private ServerProbe.@Nullable Memory memoryBefore;
    private ServerProbe.@Nullable Memory memoryAfter;
    private @Nullable Window from;
    private @Nullable Window to;
    private Measurement.@Nullable Generator generator;

    Measurement toMeasurement(LoadRun run, String cpuSource, List<String> failures) {
      List<Measurement.Figures> figures = new ArrayList<>();
      for (Transport transport : run.plan().transports()) {
        figures.add(figures(run, transport));
      }
      double seconds = from == null || to == null ? 0 : from.secondsUntil(to);
      double rate = from == null || to == null ? 0 : (to.published() - from.published()) / seconds;
      Measurement draft = new Measurement(
          run.plan(),
          seconds,
          rate,
          joinSeconds == null ? 0 : joinSeconds,
          rejoinSeconds,
          figures,
          run.plan().stalling() == 0 ? null : run.stalled().accounting(),
          new Measurement.Server(
              from == null || to == null ? null : from.cpuSecondsUntil(to),
              cpuSource,
              growth(resident(memoryBefore), resident(memoryAfter)),
              growth(live(memoryBefore), live(memoryAfter))),
          generator == null ? new Measurement.Generator(1, 0, null) : generator,
          List.of(),
          List.of());
      return Verdict.on(draft, failures, run.publishErrors(), run.firstPublishError());
    }

    private Measurement.Figures figures(LoadRun run, Transport transport) {
      var tally = run.tally(transport);
      return new Measurement.Figures(
          transport,
          from == null || to == null ? 0 : from.deliveriesUntil(to, transport),
          from == null || to == null ? 0 : from.requestsUntil(to, transport),
          from == null || to == null ? null : from.bytesUntil(to, transport),
          Latencies.of(tally.latencies()),
          Latencies.of(tally.joins()),
          tally.accounting(),
          tally.errors());
    }

    private static @Nullable Long resident(ServerProbe.@Nullable Memory memory) {
      return memory == null ? null : memory.residentBytes();
    }

    private static @Nullable Long live(ServerProbe.@Nullable Memory memory) {
      return memory == null ? null : memory.liveBytes();
    }

    private static @Nullable Long growth(@Nullable Long before, @Nullable Long after) {
      return before == null || after == null ? null : Long.valueOf(after - before);
    }
  }
}
