package dev.sluice.load.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a process's heap by a full collection, with the JDK's own jcmd. One thread;
 * blocks. It stops the process for a moment: not in the time that is measured.
 */
final class LiveHeap {
  private static final Pattern TOTAL = Pattern.compile("^Total\\s+\\d+\\s+(\\d+)");
  private static final long PATIENCE_SECONDS = 30;

  private LiveHeap() {}

  /** Null where there is no jcmd, or the process is nobody that it may ask. */
  static @Nullable Long bytes(long pid) throws InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return null;
    }
    try {
      Process process = new ProcessBuilder(jcmd.toString(), "" + pid, "GC.class_histogram")
          .redirectErrorStream(true)
          .start();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? total(answer) : null;
    } catch (IOException e) {
      return null;
    }
  }

  static @Nullable Long total(String histogram) {
    return histogram
        .lines()
        .map(TOTAL::matcher)
        .filter(Matcher::find)
        .map(found -> Long.valueOf(found.group(1)))
        .findFirst()
        .orElse(null);
  }
}
