package dev.sluice.server.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that ran to its end.
 *
 * @param status what it exited with
 * @param output what it wrote, errors included
 */
record Program(int status, String output) {
  private static final Path TARGET = Path.of("target", "conformance").toAbsolutePath();

  /** An empty directory for what a suite leaves behind. */
  static Path directory(String name) {
    try {
      return Files.createDirectories(TARGET.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a program in a directory, which its output stays in as a file. */
  static Program run(Path directory, Duration atMost, List<String> command) {
    Path log = directory.resolve(Path.of(command.get(0)).getFileName() + ".log");
    try {
      Process process = new ProcessBuilder(command)
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
      try {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new AssertionError(command + " did not end within " + atMost + ", see " + log);
        }
      } finally {
        process.destroyForcibly();
      }
      return new Program(process.exitValue(), Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Its output, where it went well. */
  String successfulOutput() {
    if (status != 0) {
      throw new AssertionError("exited with " + status + ":\n" + output);
    }
    return output;
  }
}
