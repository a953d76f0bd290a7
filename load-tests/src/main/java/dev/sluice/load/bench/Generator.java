package dev.sluice.load.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.load.measure.Conversation;
import dev.sluice.load.measure.Measurement;
import dev.sluice.load.measure.MeasurementFile;
import dev.sluice.load.plan.LoadPlan;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gatling, in a process of its own for each run: every transport finds it equally cold, and its
 * cost can be told from the gateway's. The main thread.
 */
final class Generator {
  private static final int NATIVE_ACCESS_IS_ASKED = 22;
  private static final int UNSAFE_IS_ASKED = 23;

  private final List<String> onCpus;
  private final Consumer<String> progress;

  Generator(List<String> onCpus, Consumer<String> progress) {
    this.onCpus = onCpus;
    this.progress = progress;
  }

  /** Runs a plan to its end, with Gatling's own report in the folder. */
  Measurement run(LoadPlan plan, Target target, Path folder) throws IOException {
    Path planFile = folder.resolve("plan.json");
    Path log = folder.resolve("generator.log");
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(planFile.toFile(), plan);
    Process process = new ProcessBuilder(command(plan, planFile, folder))
        .redirectError(log.toFile())
        .start();
    Children.endWithUs(process);
    try {
      converse(process, target, log);
      int code = process.waitFor();
      if (!Files.exists(plan.measurement())) {
        throw BenchFailure.failed(
            "the load generator ended with " + code + " and measured nothing; see " + log);
      }
      return MeasurementFile.read(plan.measurement());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BenchFailure.failed("interrupted");
    } finally {
      process.destroy();
    }
  }

  private void converse(Process process, Target target, Path log) throws IOException {
    try (BufferedReader out = new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        BufferedWriter rest =
            Files.newBufferedWriter(log.resolveSibling("gatling.log"), StandardOpenOption.CREATE)) {
      for (String line; (line = out.readLine()) != null; ) {
        if (!line.startsWith(Conversation.MARK)) {
          rest.write(line + "\n");
        } else if (line.endsWith(Conversation.RESTART)) {
          progress.accept("restarting the gateway");
          answer(process, target.restart());
        } else {
          progress.accept(line.substring(Conversation.MARK.length()));
        }
      }
    }
  }

  private static void answer(Process process, long pid) {
    new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8).println(pid);
  }

  private List<String> command(LoadPlan plan, Path planFile, Path folder) {
    List<String> command = new ArrayList<>(onCpus);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(consents(Runtime.version().feature()));
    command.addAll(List.of(
        "-XX:+ExitOnOutOfMemoryError",
        "--add-opens",
        "java.base/java.lang=ALL-UNNAMED",
        "-D" + LoadPlan.PROPERTY + "=" + planFile,
        "-cp",
        System.getProperty("java.class.path"),
        "io.gatling.app.Gatling",
        "--simulation",
        plan.question().simulation(),
        "--results-folder",
        folder.toString()));
    return command;
  }

  /** Netty calls native code and sun.misc.Unsafe: newer JDKs want to be told. */
  private static List<String> consents(int jdk) {
    List<String> consents = new ArrayList<>();
    if (jdk >= NATIVE_ACCESS_IS_ASKED) {
      consents.add("--enable-native-access=ALL-UNNAMED");
    }
    if (jdk >= UNSAFE_IS_ASKED) {
      consents.add("--sun-misc-unsafe-memory-access=allow");
    }
    return consents;
  }
}
