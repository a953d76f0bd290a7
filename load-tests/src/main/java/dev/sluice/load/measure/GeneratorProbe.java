package dev.sluice.load.measure;

import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** How busy this process is. One thread. */
final class GeneratorProbe {
  private final com.sun.management.OperatingSystemMXBean system =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private long startNanos;
  private long startCpuNanos;
  private ProcessFiles.@Nullable Cpu startMachine;

  void start() {
    startNanos = System.nanoTime();
    startCpuNanos = system.getProcessCpuTime();
    startMachine = ProcessFiles.machine();
  }

  /** Since the start. */
  Measurement.Generator figures() {
    int cores = Runtime.getRuntime().availableProcessors();
    double wall = System.nanoTime() - startNanos;
    double busy = (system.getProcessCpuTime() - startCpuNanos) / wall / cores;
    return new Measurement.Generator(cores, busy, machineBusy());
  }

  private @Nullable Double machineBusy() {
    ProcessFiles.Cpu from = startMachine;
    ProcessFiles.Cpu to = ProcessFiles.machine();
    if (from == null || to == null || to.all() == from.all()) {
      return null;
    }
    return (double) (to.busy() - from.busy()) / (to.all() - from.all());
  }
}
