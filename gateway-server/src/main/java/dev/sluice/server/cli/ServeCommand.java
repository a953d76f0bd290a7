package dev.sluice.server.cli;

import dev.sluice.server.cli.client.Reason;
import dev.sluice.server.config.ConfigOverride;
import dev.sluice.server.config.ConfigSource;
import dev.sluice.server.config.EffectiveConfig;
import dev.sluice.server.config.GatewayConfig;
import dev.sluice.server.config.ListenerConfig;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Runs a gateway until it is told to end. The main thread; a signal drains on a thread of its own.
 */
@Command(
    name = "serve",
    description = "Run the gateway.",
    footer = {
      "",
      "Prints \"ready public=HOST:PORT internal=HOST:PORT\" when it serves; logs go to standard error.",
      "SIGTERM and SIGINT drain: clients are told to go, and the process ends with 0.",
      "SIGHUP reads the configuration again; the log says what changed and what needs a restart.",
      "",
      "Examples:",
      "  gateway serve",
      "  gateway serve --config gateway.conf --port 9000",
      "  gateway serve --port 0 --internal-port 0 --set sluice.topics.max-messages=100",
      "",
      "Every key can also come from the environment (SLUICE_PUBLIC_PORT=9000).",
      "config/gateway.conf lists them all; check-config --show prints what holds.",
      "",
      "Exit codes: 0 drained, 1 could not listen or broke, 2 bad usage or configuration."
    })
final class ServeCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final GatewayStarter starter;

  @Mixin
  private final ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the public listener; 0 takes a free one.")
  private @Nullable String port;

  @Option(
      names = "--internal-port",
      paramLabel = "N",
      description = "Port of the internal listener; 0 takes a free one.")
  private @Nullable String internalPort;

  ServeCommand(Surroundings surroundings, GatewayStarter starter) {
    this.surroundings = surroundings;
    this.starter = starter;
  }

  @Override
  public Integer call() throws InterruptedException {
    ConfigSource source = () -> options.load(surroundings, ports());
    EffectiveConfig config = source.load();
    // Registered before the start, so that a signal in between ends the process with 0 as well.
    AtomicReference<@Nullable RunningGateway> started = new AtomicReference<>();
    Runnable takeBack = surroundings.termination().onTermination(() -> drain(started.get()));
    Runnable takeBackHangup = surroundings.hangup().onHangup(() -> reload(started.get()));
    try {
      RunningGateway gateway = start(config, source);
      started.set(gateway);
      collectWhatTheStartLeft();
      surroundings.out().println(ready(config.gateway(), gateway));
      gateway.awaitClosed();
      return ExitCode.OK;
    } finally {
      takeBackHangup.run();
      takeBack.run();
    }
  }

  private List<ConfigOverride> ports() {
    return Stream.of(
            override("--port", "sluice.public.port", port),
            override("--internal-port", "sluice.internal.port", internalPort))
        .filter(Objects::nonNull)
        .toList();
  }

  private static @Nullable ConfigOverride override(
      String option, String key, @Nullable String value) {
    return value == null ? null : new ConfigOverride(option, key, value);
  }

  private RunningGateway start(EffectiveConfig config, ConfigSource source) {
    try {
      return starter.start(config, source);
    } catch (IOException e) {
      throw CommandFailure.failed(Reason.of(e));
    }
  }

  /** Before the first client: later it would stop messages for 20 ms (docs/performance.md). */
  private static void collectWhatTheStartLeft() {
    System.gc();
  }

  /**
   * Hosts as they were configured: an address that stands for all of them reads back differently.
   */
  private static String ready(GatewayConfig config, RunningGateway gateway) {
    return "ready public="
        + hostAndPort(config.publicListener(), gateway.publicAddress().getPort())
        + " internal="
        + hostAndPort(config.internalListener(), gateway.internalAddress().getPort());
  }

  private static String hostAndPort(ListenerConfig listener, int port) {
    String host = listener.host();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private static void drain(@Nullable RunningGateway gateway) {
    if (gateway != null) {
      gateway.drain();
    }
  }

  private static void reload(@Nullable RunningGateway gateway) {
    if (gateway != null) {
      gateway.reload();
    }
  }
}
