package dev.sluice.server.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs a command in surroundings of its own. One thread runs it, any may look at it. */
final class CommandRun implements TerminationSignal {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<Runnable> onTermination = new CopyOnWriteArrayList<>();
  private final List<Runnable> onHangup = new CopyOnWriteArrayList<>();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private Runnable onPause = () -> {};
  private final Properties properties = new Properties();
  private InputStream in = InputStream.nullInputStream();
  private Map<String, String> environment = Map.of();
  private GatewayStarter starter = (config, source) -> {
    throw new IOException("no gateway in this test");
  };

  CommandRun in(String text) {
    return in(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  CommandRun in(InputStream stream) {
    in = stream;
    return this;
  }

  CommandRun environment(String name, String value) {
    environment = Map.of(name, value);
    return this;
  }

  CommandRun property(String name, String value) {
    properties.setProperty(name, value);
    return this;
  }

  CommandRun starter(GatewayStarter given) {
    starter = given;
    return this;
  }

  /** Runs something when the command pauses, which takes no time. */
  CommandRun onPause(Runnable work) {
    onPause = work;
    return this;
  }

  /** Runs the command. */
  int run(String... arguments) {
    return GatewayCommand.run(
        arguments,
        starter,
        new Surroundings(
            in,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            properties,
            1L << 30,
            this,
            this::onHangup,
            this::pause,
            new SplittableRandom(1)));
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Every pause that was asked for; none took any time. */
  List<Duration> pauses() {
    return pauses;
  }

  /** Does what a signal would do. */
  void terminate() {
    onTermination.forEach(Runnable::run);
  }

  /** Does what SIGHUP would do. */
  void hangUp() {
    onHangup.forEach(Runnable::run);
  }

  boolean hasTerminationWork() {
    return !onTermination.isEmpty() || !onHangup.isEmpty();
  }

  private void pause(Duration duration) {
    pauses.add(duration);
    onPause.run();
  }

  private Runnable onHangup(Runnable work) {
    onHangup.add(work);
    return () -> onHangup.remove(work);
  }

  @Override
  public Runnable onTermination(Runnable work) {
    onTermination.add(work);
    return () -> onTermination.remove(work);
  }
}
