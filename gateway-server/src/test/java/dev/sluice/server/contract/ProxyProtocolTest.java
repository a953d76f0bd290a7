package dev.sluice.server.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.sluice.server.Logged;
import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawHttp2;
import dev.sluice.server.contract.harness.RawJson;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Tls;
import dev.sluice.server.net.PublicApi;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Headers of the PROXY protocol, from who may send them and who may not. */
@ContractTest
class ProxyProtocolTest {
  private static final String PROXY = "127.0.0.2";
  private static final String NOBODY = "127.0.0.3";
  private static final byte[] POLL = text("GET /v1/topics/a?wait=0 HTTP/1.1\r\nHost: x\r\n\r\n");
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
  private static final byte[] V1_TCP4 = text("PROXY TCP4 192.0.2.1 198.51.100.1 5555 443\r\n");
  private static final byte[] V2_TCP4 = hex("2111000c" + "c0000201c6336401" + "15b301bb");
  private static final byte[] V2_TCP6 =
      hex("21210024" + "20010db8" + "00".repeat(11) + "01" + "00".repeat(16) + "15b301bb");

  private static final Settings SETTINGS = Settings.defaults()
      .set("sluice.event-loops", "1")
      .set("sluice.proxies.protocol", "[\"127.0.0.2\", \"127.0.0.4/31\"]");

  /** One loop, so that an answer to one connection shows that another's bytes were read. */
  @RegisterExtension
  static final Gateway gateway = Gateway.start(
      SETTINGS.set("sluice.tls.mode", "allowed").set("sluice.tls.self-signed", "true"));

  @Test
  void tellsTheClientOfVersion1() {
    assertThat(clientBehind(V1_TCP4)).isEqualTo("192.0.2.1");
    assertThat(clientBehind(text("PROXY TCP6 2001:db8::1 2001:db8::2 5555 443\r\n")))
        .isEqualTo("2001:db8:0:0:0:0:0:1");
  }

  @Test
  void tellsTheClientOfVersion2() {
    assertThat(clientBehind(V2_TCP4)).isEqualTo("192.0.2.1");
    assertThat(clientBehind(V2_TCP6)).isEqualTo("2001:db8:0:0:0:0:0:1");
    byte[] withMore = hex("21110013" + "c0000201c6336401" + "15b301bb" + "04000401020304");
    assertThat(clientBehind(withMore)).isEqualTo("192.0.2.1");
  }

  @Test
  void leavesTheProxyWhereItTellsNobody() {
    assertThat(clientBehind(text("PROXY UNKNOWN\r\n"))).isEqualTo(PROXY);
    assertThat(clientBehind(text("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n"))).isEqualTo(PROXY);
    assertThat(clientBehind(hex("20000000"))).isEqualTo(PROXY); // its own health check
    assertThat(clientBehind(hex("2011000c" + "c0000201c6336401" + "15b301bb"))).isEqualTo(PROXY);
    String unix = HexFormat.of().formatHex(text("/client"));
    assertThat(clientBehind(hex("213100d8" + unix + "00".repeat(209)))).isEqualTo(PROXY);
  }

  @Test
  void tellsTheClientOfStreamsOfHttp2() {
    String client = client(() -> {
      RawConnection connection = RawConnection.from(PROXY, gateway.publicAddress());
      connection.send(V1_TCP4);
      RawHttp2 stream = RawHttp2.get(connection, "/v1/topics/a", "application/x-ndjson");
      gateway.backend().awaitSubscribers("a", "stream", 1);
      stream.close();
    });

    assertThat(client).isEqualTo("192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void isReadHoweverItIsCut(int version) {
    byte[] bytes = both(version == 1 ? V1_TCP4 : V2_TCP6, POLL);
    try (RawConnection other = RawConnection.to(gateway.publicAddress())) {
      for (int cut = 1; cut < bytes.length; cut++) {
        try (RawConnection connection = RawConnection.from(PROXY, gateway.publicAddress())) {
          connection.send(Arrays.copyOf(bytes, cut));
          other.send(POLL);
          assertThat(other.response().status()).isEqualTo(200);
          connection.send(Arrays.copyOfRange(bytes, cut, bytes.length));
          assertThat(connection.response().status()).as("cut at %s", cut).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void mayBeInFrontOfTls() {
    try (RawConnection connection = RawConnection.from(PROXY, gateway.publicAddress())) {
      connection.send(V2_TCP4);
      try (RawConnection inside = connection.encrypted(Tls.TRUSTING)) {
        String client = client(() -> {
          inside.send(POLL);
          assertThat(inside.response().status()).isEqualTo(200);
        });
        assertThat(client).isEqualTo("192.0.2.1");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.4", "127.0.0.5"})
  void isTakenFromAPrefix(String proxy) {
    try (RawConnection connection = RawConnection.from(proxy, gateway.publicAddress())) {
      connection.send(both(V1_TCP4, POLL));
      assertThat(connection.response().status()).isEqualTo(200);
    }
  }

  @Test
  void isRefusedFromOthers() {
    for (byte[] header : List.of(V1_TCP4, V2_TCP4)) {
      try (RawConnection connection = RawConnection.from(NOBODY, gateway.publicAddress())) {
        connection.send(both(header, POLL));
        assertThat(connection.untilClosed()).startsWith("HTTP/1.1 400 ");
      }
    }
  }

  @Test
  void isMissedFromAProxy() {
    try (RawConnection connection = RawConnection.from(PROXY, gateway.publicAddress())) {
      connection.send(POLL);
      assertThat(connection.untilClosed()).startsWith("HTTP/1.1 400 ");
    }
    try (RawConnection connection = RawConnection.from(NOBODY, gateway.publicAddress())) {
      connection.send(POLL);
      assertThat(connection.response().status()).isEqualTo(200);
    }
  }

  @Test
  void closesAndCountsWhereItIsBroken() {
    List<byte[]> broken = List.of(
        text("PROXY TCP4 192.0.2.256 198.51.100.1 5555 443\r\n"),
        text("PROXY TCP4 192.0.2.1 198.51.100.1 5555 65536\r\n"),
        text("PROXY TCP4 192.0.2.1\r\n"),
        text("PROXY TCP4 " + "1".repeat(200)),
        text("PROXY UNKNOWN " + "x".repeat(100) + "\r\n"),
        text("PROXY UDP4 192.0.2.1 198.51.100.1 5555 443\r\n"),
        hex("3111000c" + "c0000201c6336401" + "15b301bb"), // no such version
        hex("2511000c" + "c0000201c6336401" + "15b301bb"), // no such command
        hex("21110004" + "c0000201")); // too short for its addresses
    double before = refused();
    for (byte[] header : broken) {
      try (RawConnection connection = RawConnection.from(PROXY, gateway.publicAddress())) {
        connection.send(both(header, POLL));
        assertThat(connection.untilClosed()).isEmpty();
      }
    }
    assertThat(refused() - before).isEqualTo(broken.size());
  }

  /** Its type, a length, and what it holds; the addresses are fine. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "040004010203", // runs over the end
        "04ffff01", // far over it
        "040001ff04000501", // a good one, then one that runs over
        "200003010000", // SSL, too short for what it verified
        "20000a0100000000210009aabb" // SSL, and what is in it runs over
      })
  void closesAndCountsWhereMoreOfItIsBroken(String more) {
    double before = refused();
    try (RawConnection connection = RawConnection.from(PROXY, gateway.publicAddress())) {
      connection.send(both(v2Tcp4With(more), POLL));
      assertThat(connection.untilClosed()).isEmpty();
    }
    assertThat(refused() - before).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "040000", // NOOP, empty
        "01000268320200096c6f63616c686f7374", // ALPN and authority
        "ee0003abcdef", // of no type that is known
        "20000d0100000000210005544c537631", // SSL with a version
        "20000501ffffffff", // SSL, not verified
        "030004deadbeef", // a checksum, which nobody checks
        "0400", // too little to be anything
        "20000801000000002100ff" // the same in SSL
      })
  void takesNoNoticeOfMore(String more) {
    assertThat(clientBehind(v2Tcp4With(more))).isEqualTo("192.0.2.1");
  }

  @Test
  void isReadByteByByte() {
    for (byte[] header :
        List.of(V1_TCP4, V2_TCP6, v2Tcp4With("20000d0100000000210005544c537631"))) {
      try (RawConnection connection = RawConnection.from(PROXY, gateway.publicAddress())) {
        for (byte b : both(header, POLL)) {
          connection.send(b);
        }
        assertThat(connection.response().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void mayBeInFrontOfAWebSocket() {
    String topic = gateway.newTopic();
    String client = client(() -> {
      try (RawConnection connection = RawConnection.from(PROXY, gateway.publicAddress())) {
        connection.send(V2_TCP6);
        RawWebSocket webSocket = RawWebSocket.open(connection, "/v1/topics/" + topic);
        gateway.backend().publish(topic, "through");
        assertThat(webSocket.read().text()).isEqualTo("through");
      }
    });

    assertThat(client).isEqualTo("2001:db8:0:0:0:0:0:1");
  }

  @Test
  void showsOperatorsTheClient() {
    String topic = gateway.newTopic();
    try (RawConnection connection = RawConnection.from(PROXY, gateway.publicAddress())) {
      connection.send(V1_TCP4);
      RawWebSocket.open(connection, "/v1/topics/" + topic);

      URI list = gateway.internalUrl().resolve("/v1/connections?topic=" + topic);
      assertThat(
              RawJson.tree(Http.get(list).body()).path("connections").findValuesAsText("address"))
          .containsExactly("192.0.2.1:5555");
    }
  }

  @Test
  void hasTheClientsLimitsCount() {
    Settings one = SETTINGS.set("sluice.limits.per-address.connections", "1");
    try (Gateway strict = Gateway.start(one);
        RawConnection first = RawConnection.from(PROXY, strict.publicAddress());
        RawConnection second = RawConnection.from(PROXY, strict.publicAddress());
        RawConnection other = RawConnection.from(PROXY, strict.publicAddress())) {
      first.send(both(V1_TCP4, POLL));
      assertThat(first.response().status()).isEqualTo(200);
      second.send(both(V2_TCP4, POLL));
      assertThat(second.response().status()).isEqualTo(429);
      other.send(both(V2_TCP6, POLL));
      assertThat(other.response().status()).isEqualTo(200);
    }
  }

  @Test
  void hasToComeInTime() {
    try (RawConnection silent = RawConnection.from(PROXY, gateway.publicAddress());
        RawConnection slow = RawConnection.from(PROXY, gateway.publicAddress())) {
      slow.send(Arrays.copyOf(V1_TCP4, 20));
      gateway.settle();
      gateway.clock().advance(Duration.ofSeconds(11));

      assertThat(silent.untilClosed()).isEmpty();
      assertThat(slow.untilClosed()).isEmpty();
    }
  }

  private static double refused() {
    return gateway.backend().metrics().sum("sluice_refused_total", "reason=\"proxy-protocol\"");
  }

  private static String clientBehind(byte[] header) {
    return client(() -> {
      try (RawConnection connection = RawConnection.from(PROXY, gateway.publicAddress())) {
        connection.send(both(header, POLL));
        assertThat(connection.response().status()).isEqualTo(200);
      }
    });
  }

  /** Who asked, as the log says. */
  private static String client(Runnable request) {
    Logger logger = (Logger) LoggerFactory.getLogger(PublicApi.class);
    try (Logged log = Logged.by(PublicApi.class)) {
      logger.setLevel(Level.DEBUG);
      request.run();
      Await.until("an entry of the log", () -> !log.messages().isEmpty());
      return log.messages().get(0).replaceFirst("^/?(\\S+) asks for .*", "$1");
    } finally {
      logger.setLevel(null);
    }
  }

  /** A header of version 2 with parts after its addresses. */
  private static byte[] v2Tcp4With(String more) {
    String length = "%04x".formatted(12 + more.length() / 2);
    return hex("2111" + length + "c0000201c6336401" + "15b301bb" + more);
  }

  private static byte[] both(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }

  private static byte[] text(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** A header of version 2, its signature in front. */
  private static byte[] hex(String rest) {
    return HexFormat.of().parseHex(SIGNATURE + rest);
  }
}
