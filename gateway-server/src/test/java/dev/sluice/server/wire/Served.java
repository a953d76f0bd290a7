package dev.sluice.server.wire;

import dev.sluice.core.time.GatewayClock;
import dev.sluice.server.GatewayServer;
import dev.sluice.server.cli.RunningGateway;
import dev.sluice.server.config.ConfigLoader;
import dev.sluice.server.config.ConfigSources;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    return new Served(GatewayServer.start(ConfigLoader.load(sources).gateway(), clock));
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
    Pattern line =
        Pattern.compile("(?m)^sluice_refused_total\\{reason=\"" + reason + "\"} ([0-9.E]+)");
    try (Wire wire = connect(Side.INTERNAL).send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")) {
      Matcher matcher = line.matcher(wire.answer().body());
      return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }
  }

  @Override
  public void close() {
    gateway.drain();
  }
}
