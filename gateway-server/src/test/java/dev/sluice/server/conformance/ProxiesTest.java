package dev.sluice.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.sluice.server.Logged;
import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told;
import dev.sluice.server.net.PublicApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Gateways behind the proxies that operators put there, with the configurations of
 * {@code config/deploy}; their time-outs are shortened, and the gateway's signs of life with them.
 */
@ConformanceTest
@ParameterizedClass
@EnumSource
class ProxiesTest {
  private static final String CLIENT = "127.0.0.9";
  private static final String FORGED = "192.0.2.7";
  private static final Duration AT_MOST = Duration.ofMinutes(1);

  /** Longer than a connection may be quiet. */
  private static final int SIGNS_OF_LIFE = 8;

  @SuppressWarnings("NullAway") // it is started before each front
  private static Gateway gateway;

  @SuppressWarnings("NullAway") // as the gateway is
  private static RunningFront proxy;

  ProxiesTest(Front front) {
    assertThat(front).isNotNull();
  }

  @BeforeParameterizedClassInvocation
  static void start(Front front) {
    gateway = Gateway.startOnSystemClock(Settings.defaults()
        .set(front.trust(), "[\"127.0.0.1\"]")
        .set("sluice.heartbeat", "300ms")
        .set("sluice.long-poll.default-wait", "500ms")
        .set("sluice.long-poll.max-wait", "500ms"));
    proxy = RunningFront.start(front, gateway);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    proxy.close();
    gateway.close();
  }

  @ParameterizedTest
  @EnumSource
  void carriesEveryTransport(Mode mode) {
    String topic = gateway.newTopic();
    String large = "x".repeat(200_000);
    try (Subscriber subscriber = mode.subscribe(proxy.url(), List.of(topic), null)) {
      gateway.backend().publish(topic, "one");
      assertThat(subscriber.inbox().texts(1)).containsExactly("one");
      gateway.backend().publish(topic, large);
      gateway.backend().publish(topic, "two");
      assertThat(subscriber.inbox().texts(2)).containsExactly(large, "two");
    }
    gateway.backend().awaitSubscribers(topic, mode.transport(), 0);
  }

  @Test
  void keepsQuietConnections() {
    String topic = gateway.newTopic();
    List<Subscriber> subscribers = new ArrayList<>();
    try {
      for (Mode mode : Mode.values()) {
        if (!mode.transport().endsWith("poll")) {
          subscribers.add(mode.subscribe(proxy.url(), List.of(topic), null));
        }
      }
      for (int i = 0; i < SIGNS_OF_LIFE; i++) {
        subscribers.forEach(subscriber -> subscriber.inbox().next(Told.Heartbeat.class));
      }
      gateway.backend().publish(topic, "still there");
      for (Subscriber subscriber : subscribers) {
        assertThat(subscriber.inbox().texts(1)).containsExactly("still there");
      }
    } finally {
      subscribers.forEach(Subscriber::close);
    }
  }

  static Stream<List<String>> wires() {
    return Stream.of(
        List.of("--http1.1", "?wait=0"),
        List.of("--http2", "?wait=0"),
        List.of("--http1.1", "?wait=1"),
        List.of("--http2", "?transport=sse"),
        List.of("--http1.1", "?transport=stream"),
        List.of(
            "--http1.1",
            "",
            "-H",
            "Connection: Upgrade",
            "-H",
            "Upgrade: websocket",
            "-H",
            "Sec-WebSocket-Version: 13",
            "-H",
            "Sec-WebSocket-Key: c2x1aWNlIHNheXMgaGkhIQ=="));
  }

  /** The client comes from another address than the proxy, and says of itself what isn't true. */
  @ParameterizedTest
  @MethodSource("wires")
  void tellsTheClientsAddress(List<String> wire) {
    Logger logger = (Logger) LoggerFactory.getLogger(PublicApi.class);
    try (Logged log = Logged.by(PublicApi.class)) {
      logger.setLevel(Level.DEBUG);
      Program curl = curl(wire);
      String version = wire.get(0).substring("--http".length());
      assertThat(curl.output()).contains("served over " + version);
      Await.until("an entry of the log", () -> !log.messages().isEmpty());
      assertThat(log.messages().get(0)).contains(CLIENT + " asks for ");
    } finally {
      logger.setLevel(null);
    }
  }

  private static Program curl(List<String> wire) {
    String url = proxy.url() + "/v1/topics/" + gateway.newTopic() + wire.get(1);
    List<String> command = new ArrayList<>(List.of("curl", "-sSk4", "-m", "1", "-o", "body"));
    command.addAll(List.of("-w", "served over %{http_version}", "--interface", CLIENT));
    command.addAll(List.of("-H", "X-Forwarded-For: " + FORGED, "-H", "Forwarded: for=" + FORGED));
    command.add(wire.get(0));
    command.addAll(wire.subList(2, wire.size()));
    command.add(url);
    return Program.run(Program.directory("curl"), AT_MOST, command);
  }
}
