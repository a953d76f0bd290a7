package dev.sluice.load.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway on free ports of loopback, for as long as a run takes. The main thread. */
final class OwnGateway implements Target {
  private static final Pattern READY =
      Pattern.compile("ready public=\\S+:(\\d+) internal=\\S+:(\\d+)");
  private static final long PATIENCE_SECONDS = 30;

  private final List<String> command;
  private final Path log;
  private Process process;
  private int publicPort;
  private int internalPort;

  /** Returns when it is ready. */
  OwnGateway(Path home, List<String> onCpus, List<String> settings, Path log) {
    command = new ArrayList<>(onCpus);
    command.add(home.resolve("bin/gateway").toString());
    command.add("serve");
    command.addAll(List.of("--set", "sluice.public.host=127.0.0.1"));
    settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    this.log = log;
    process = start();
  }

  private Process start() {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of("--port", "" + publicPort, "--internal-port", "" + internalPort));
    ProcessBuilder builder =
        new ProcessBuilder(whole).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putIfAbsent("SLUICE_JAVA_HOME", System.getProperty("java.home"));
    try {
      Process started = builder.start();
      Children.endWithUs(started);
      awaitReady(started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady(Process started) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
    for (String line; (line = out.readLine()) != null; ) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        publicPort = Integer.parseInt(ready.group(1));
        internalPort = Integer.parseInt(ready.group(2));
        return;
      }
    }
    throw notReady(started);
  }

  private BenchFailure notReady(Process ended) throws IOException {
    try {
      int code = ended.waitFor();
      String last = Files.readAllLines(log).stream()
          .filter(line -> line.startsWith("error: "))
          .reduce("the gateway did not start; see " + log, (first, second) -> second)
          .replaceFirst("^error: ", "");
      return code == BenchFailure.USAGE ? BenchFailure.usage(last) : BenchFailure.failed(last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BenchFailure.failed("interrupted");
    }
  }

  @Override
  public String publicUrl() {
    return "http://127.0.0.1:" + publicPort;
  }

  @Override
  public String internalUrl() {
    return "http://127.0.0.1:" + internalPort;
  }

  @Override
  public Long pid() {
    return process.pid();
  }

  @Override
  public boolean restartable() {
    return true;
  }

  @Override
  public long restart() {
    close();
    process = start();
    return process.pid();
  }

  /** Fails where it does not drain and end as it should. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    if (!process.isAlive() && process.exitValue() != 0) {
      throw BenchFailure.failed("the gateway should drain and exit 0 on SIGTERM, but exited "
          + process.exitValue() + "; see " + log);
    }
  }
}
