package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.Certificate;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.GatewayProcess;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawHttp2;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Tls;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is spoken in TLS, by whatever engine: which one it is, a process finds out once. */
@ContractTest
class TlsTest {
  private static final String POLL = "/v1/topics/a?wait=0";
  private static final byte ALERT = 21;
  private static final byte SETTINGS = 4;
  private static final Map<Engine, GatewayProcess> GATEWAYS = new EnumMap<>(Engine.class);

  /** Who encrypts. */
  enum Engine {
    NATIVE("TLS by BoringSSL"),
    JDK("TLS by the JDK");

    private final String logged;

    Engine(String logged) {
      this.logged = logged;
    }

    private List<String> jvmOptions() {
      return this == JDK ? List.of("-Dio.netty.handler.ssl.noOpenSsl=true") : List.of();
    }
  }

  @BeforeAll
  static void start(@TempDir Path directory) {
    Certificate.of("gateway").write(directory);
    for (Engine engine : Engine.values()) {
      Path log = directory.resolve(engine + ".log");
      List<String> settings = List.of(
          "sluice.public.host=127.0.0.1",
          "sluice.tls.mode=allowed",
          "sluice.tls.certificate=\"" + Certificate.chainIn(directory) + "\"",
          "sluice.tls.key=\"" + Certificate.keyIn(directory) + "\"");
      GATEWAYS.put(engine, GatewayProcess.start(log, engine.jvmOptions(), settings));
    }
  }

  @AfterAll
  static void stop() {
    GATEWAYS.values().forEach(GatewayProcess::close);
  }

  @ParameterizedTest
  @EnumSource
  void isByTheEngineThatIsThere(Engine engine) {
    assertThat(gateway(engine).log()).contains(engine.logged);
  }

  static Stream<Arguments> versions() {
    return each(List.of("TLSv1.2", "TLSv1.3"));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void servesThisVersion(Engine engine, String version) {
    try (RawConnection connection = Tls.to(gateway(engine).publicAddress(), version)) {
      assertThat(connection.tls().getSession().getProtocol()).isEqualTo(version);
      assertServed(connection);
    }
  }

  static Stream<Arguments> oldVersions() {
    return each(List.of(2, 1, 0));
  }

  @ParameterizedTest
  @MethodSource("oldVersions")
  void refusesAnOlderVersionAndCountsIt(Engine engine, int minorVersion) {
    GatewayProcess gateway = gateway(engine);
    double before = refused(gateway);
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.send(Tls.hello(minorVersion));

      assertThat(connection.read()).isEqualTo(ALERT);
      connection.untilClosed();
    }
    Await.until("it is counted", () -> refused(gateway) == before + 1);
  }

  static Stream<Arguments> offers() {
    return each(List.of("h2", "http/1.1", "h2,http/1.1", "http/1.1,h2", "spdy/3,http/1.1"));
  }

  @ParameterizedTest
  @MethodSource("offers")
  void speaksWhatTheClientOffers(Engine engine, String offers) {
    String[] protocols = offers.split(",");
    String expected = offers.contains("h2") ? "h2" : "http/1.1";
    try (RawConnection connection = Tls.offering(gateway(engine).publicAddress(), protocols)) {
      assertThat(connection.tls().getApplicationProtocol()).isEqualTo(expected);
      if (expected.equals("h2")) {
        assertServedOverHttp2(connection);
      } else {
        assertServed(connection);
      }
    }
  }

  static Stream<Arguments> offersOfNothing() {
    return each(List.of(List.of(), List.of("spdy/3")));
  }

  @ParameterizedTest
  @MethodSource("offersOfNothing")
  void speaksHttp1WithWhoOffersNothing(Engine engine, List<String> protocols) {
    try (RawConnection connection =
        Tls.offering(gateway(engine).publicAddress(), protocols.toArray(String[]::new))) {
      assertThat(connection.tls().getApplicationProtocol()).isEmpty();
      assertServed(connection);
    }
  }

  @ParameterizedTest
  @EnumSource
  void servesClearTextOnTheSamePort(Engine engine) {
    try (RawConnection clear = RawConnection.to(gateway(engine).publicAddress())) {
      assertServed(clear);
    }
  }

  static Stream<Arguments> modes() {
    return each(List.of(Mode.values()));
  }

  @ParameterizedTest
  @MethodSource("modes")
  void delivers(Engine engine, Mode mode) {
    GatewayProcess gateway = gateway(engine);
    String topic = "of-" + mode;
    try (Subscriber subscriber =
        mode.subscribe(Tls.url(gateway.publicAddress()), List.of(topic), null)) {
      gateway.backend().publish(topic, "hello");

      assertThat(subscriber.inbox().message().text()).isEqualTo("hello");
    }
  }

  private static GatewayProcess gateway(Engine engine) {
    return Objects.requireNonNull(GATEWAYS.get(engine));
  }

  private static void assertServed(RawConnection connection) {
    connection.request("GET", POLL);
    assertThat(connection.response().status()).isEqualTo(200);
  }

  private static void assertServedOverHttp2(RawConnection connection) {
    connection.send(RawHttp2.beginning());
    assertThat(connection.read(9)[3]).as("type of the first frame").isEqualTo(SETTINGS);
  }

  private static double refused(GatewayProcess gateway) {
    return gateway.backend().metrics().sum("sluice_refused_total", "reason=\"tls-handshake\"");
  }

  private static Stream<Arguments> each(List<?> values) {
    return Stream.of(Engine.values())
        .flatMap(engine -> values.stream().map(value -> Arguments.of(engine, value)));
  }
}
