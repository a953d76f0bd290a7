package dev.sluice.server.net;

import dev.sluice.server.http.Cors;
import dev.sluice.server.http.Http1Limits;
import dev.sluice.server.http.HttpChannel;
import dev.sluice.server.http.HttpService;
import dev.sluice.server.http.Refusal;
import dev.sluice.server.http.RequestBody;
import dev.sluice.server.http.Response;
import dev.sluice.server.limits.GaugeByHand;
import dev.sluice.server.limits.LimitRules;
import dev.sluice.server.limits.Limits;
import dev.sluice.server.limits.MemoryMarks;
import dev.sluice.server.limits.MemoryWatch;
import dev.sluice.server.limits.Quota;
import dev.sluice.server.loop.LoopByHand;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A public listener without a socket, on a loop by hand; it answers with the path. */
final class NetScene {
  static final Duration HEAD_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration HOUR = Duration.ofHours(1);

  static final String PROXY = "10.0.0.1";
  static final String CLIENT = "192.0.2.1";

  final LoopByHand loop = LoopByHand.begin();
  final List<Refusal> refusals = new ArrayList<>();
  final GaugeByHand gauge = new GaugeByHand();
  final MemoryWatch memory = new MemoryWatch(gauge, new MemoryMarks(80, 80), loop.clock());
  final ConnectionCount connections;
  private final PublicPipeline pipeline;

  NetScene(int maxConnections) {
    this(maxConnections, Quota.UNLIMITED, Quota.UNLIMITED);
  }

  NetScene(int maxConnections, Quota total, Quota perAddress) {
    connections = new ConnectionCount(() -> maxConnections);
    LimitRules rules = new LimitRules(total, perAddress, Quota.UNLIMITED, Duration.ofSeconds(1));
    Limits limits = new Limits(rules, loop.clock());
    Entrance entrance = new Entrance(connections, memory, limits, NetScene::isProxy, refusals::add);
    pipeline = new PublicPipeline(
        entrance, service(refusals), new Protocols(null, true), NetScene::isProxy);
  }

  /** A service whose refusals nobody looks at. */
  static HttpService service() {
    return service(new ArrayList<>());
  }

  private static HttpService service(List<Refusal> refusals) {
    return new HttpService(
        new Http1Limits(1000, 1000, HEAD_TIMEOUT, HOUR, HOUR, HOUR),
        10,
        false,
        () -> Cors.NONE,
        exchange -> RequestBody.none(() -> exchange.respond(
            new Response(200).body("text/plain", exchange.query().path()))),
        refusals::add);
  }

  private static boolean isProxy(InetAddress address) {
    return address.getHostAddress().equals(PROXY);
  }

  /** A new connection from an address. */
  HttpChannel connect(String address) {
    HttpChannel channel = HttpChannel.from(address);
    channel.pipeline().addLast(pipeline);
    return channel;
  }

  void advance(HttpChannel channel, Duration duration) {
    loop.advance(duration);
    channel.runPendingTasks();
  }
}
