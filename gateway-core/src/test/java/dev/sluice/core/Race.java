package dev.sluice.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Runs tasks at the same time, a thread each, and fails when one fails or none ends. */
public final class Race {
  private static final int TIMEOUT_SECONDS = 60;

  private final List<Callable<Void>> tasks = new ArrayList<>();

  /** One leg of a race. */
  @FunctionalInterface
  public interface Leg {
    void run() throws Exception;
  }

  /** One of several like legs. */
  @FunctionalInterface
  public interface NumberedLeg {
    void run(int number) throws Exception;
  }

  public Race with(Leg leg) {
    tasks.add(() -> {
      leg.run();
      return null;
    });
    return this;
  }

  public Race with(int legs, NumberedLeg leg) {
    IntStream.range(0, legs).forEach(number -> with(() -> leg.run(number)));
    return this;
  }

  public void run() throws Exception {
    CyclicBarrier start = new CyclicBarrier(tasks.size());
    List<FutureTask<Void>> running = new ArrayList<>();
    for (Callable<Void> task : tasks) {
      FutureTask<Void> runner = new FutureTask<>(() -> {
        start.await();
        return task.call();
      });
      running.add(runner);
      Thread thread = new Thread(runner, "race-" + running.size());
      thread.setDaemon(true); // one that never ends must not hold up the others' result
      thread.start();
    }
    for (FutureTask<Void> task : running) {
      task.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
  }
}
