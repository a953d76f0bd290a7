package dev.sluice.server.wire;

import dev.sluice.core.time.GatewayClock;
import dev.sluice.server.GatewayServer;
import dev.sluice.server.cli.RunningGateway;
import dev.sluice.server.config.ConfigLoader;
import dev.sluice.server.config.ConfigSource;
import dev.sluice.server.config.ConfigSources;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A gateway in this process on free ports. */
final class Served implements AutoCloseable {
  private static final List<String> DEFAULTS = List.of(
      "sluice.public.host=127.0.0.1",
      "sluice.public.port=0",
      "sluice.internal.port=0",
      "sluice.event-loops=1",
      "sluice.drain=0s");

  private final RunningGateway gateway;

  private Served(RunningGateway gateway) {
    this.gateway = gateway;
  }

  static Served start(GatewayClock clock, String... settings) throws IOException {
    List<String> all = new ArrayList<>(DEFAULTS);
    all.addAll(List.of(settings));
    ConfigSources sources = ConfigSources.of(all.toArray(String[]::new));
    ConfigSource source = () -> ConfigLoader.load(sources);
    return new Served(GatewayServer.start(source.load(), source, clock));
  }

  InetSocketAddress address(Side side) {
    return side == Side.PUBLIC ? gateway.publicAddress() : gateway.internalAddress();
  }

  Wire connect(Side side) throws IOException {
    return Wire.to(address(side));
  }

  /** Publishes, and gives the message's id. */
  String publish(String topic, String data) throws IOException {
    String head = "POST /v1/topics/" + topic + " HTTP/1.1\r\nHost: x\r\nContent-Length: ";
    try (Wire wire = connect(Side.INTERNAL).send(head + data.length() + "\r\n\r\n" + data)) {
      String body = wire.answer().body();
      return body.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1");
    }
  }

  /** How much was refused for a reason. */
  double refused(String reason) throws IOException {
    return metric("sluice_refused_total{reason=\"" + reason + "\"}");
  }

  /** Returns when its loops have looked at their deadlines so many times more. */
  void awaitTicks(int ticks) throws IOException {
    double end = metric("sluice_event_loop_delay_seconds_count") + ticks;
    while (metric("sluice_event_loop_delay_seconds_count") < end) {
      Thread.onSpinWait();
    }
  }

  private double metric(String name) throws IOException {
    try (Wire wire = connect(Side.INTERNAL).send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")) {
      return wire.answer()
          .body()
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElse(0);
    }
  }

  @Override
  public void close() {
    gateway.drain();
  }
}
