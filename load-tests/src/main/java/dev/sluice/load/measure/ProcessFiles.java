package dev.sluice.load.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Linux tells of a process and of the machine, in /proc. Any thread; null where it does not.
 */
final class ProcessFiles {
  /** Of the kernel's interface: it counts in these everywhere, whatever it ticks with. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int UTIME_AFTER_NAME = 11;
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int GUEST = 8;

  /** Ticks of all cores. */
  record Cpu(long busy, long all) {}

  private ProcessFiles() {}

  /** Processor time of all threads so far. */
  static @Nullable Double cpuSeconds(long pid) {
    String stat = read(Path.of("/proc/" + pid + "/stat"));
    return stat == null ? null : cpuSeconds(stat);
  }

  static double cpuSeconds(String stat) {
    // The name before it may hold anything, blanks and parentheses too.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks =
        Long.parseLong(fields[UTIME_AFTER_NAME]) + Long.parseLong(fields[UTIME_AFTER_NAME + 1]);
    return ticks / TICKS_PER_SECOND;
  }

  static @Nullable Long residentBytes(long pid) {
    String status = read(Path.of("/proc/" + pid + "/status"));
    return status == null ? null : residentBytes(status);
  }

  static @Nullable Long residentBytes(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(null);
  }

  static @Nullable Cpu machine() {
    String stat = read(Path.of("/proc/stat"));
    return stat == null ? null : machine(stat);
  }

  static Cpu machine(String stat) {
    List<Long> ticks = new ArrayList<>();
    for (String field :
        stat.lines().findFirst().orElse("").replaceFirst("cpu +", "").split(" ", -1)) {
      ticks.add(Long.parseLong(field));
    }
    // Guests are in the user's time already.
    long all = ticks.stream().limit(GUEST).mapToLong(Long::longValue).sum();
    return new Cpu(all - ticks.get(IDLE) - ticks.get(IO_WAIT), all);
  }

  private static @Nullable String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return null; // another system, or the process has gone
    }
  }
}
