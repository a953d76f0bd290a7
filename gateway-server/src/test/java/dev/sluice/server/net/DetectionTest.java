package dev.sluice.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.http.ClientAddress;
import dev.sluice.server.http.HttpChannel;
import dev.sluice.server.http.Refusal;
import dev.sluice.server.loop.Drain;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New connections are served what they speak, however its bytes are cut. */
class DetectionTest {
  private static final String GET = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String V1 = "PROXY TCP4 198.51.100.7 203.0.113.1 4711 80\r\n";
  private static final String V1_UNKNOWN = "PROXY UNKNOWN\r\n";

  /** TCP over IPv4 from 198.51.100.7:4711 to 203.0.113.1:80. */
  private static final String V2 = "\r\n\r\n\u0000\r\nQUIT\n!\u0011\u0000\u000c"
      + "\u00c63d\u0007\u00cb\u0000q\u0001\u0012g\u0000P";

  @ParameterizedTest
  @ValueSource(
      strings = {
        GET,
        GET + GET,
        "\r\n" + GET,
        "PROPFIND /a HTTP/1.1\r\nHost: x\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000"
      })
  void servesWhatAClientSpeaks(String bytes) {
    Outcome whole = outcome(NetScene.CLIENT, List.of(bytes));

    assertThat(whole.sent()).isNotEmpty();
    assertThat(whole.refusals()).isEmpty();
    assertThat(whole.open()).isTrue();
    assertSameHoweverCut(NetScene.CLIENT, bytes, whole);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
        "\u0000\u0000\u0000\u0000",
        "{\"a\":1}\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "\r\n\r\n\r\n\r\n",
        V2,
      })
  void refusesWhatIsNoProtocolOfItsOwn(String bytes) {
    Outcome whole = outcome(NetScene.CLIENT, List.of(bytes));

    assertThat(whole.sent())
        .startsWith("HTTP/1.1 400 Bad Request\r\n")
        .containsOnlyOnce("HTTP/1.1")
        .contains("Connection: close\r\n");
    assertThat(whole.refusals()).containsExactly(Refusal.UNKNOWN_PROTOCOL);
    assertThat(whole.open()).isFalse();
    assertSameHoweverCut(NetScene.CLIENT, bytes, whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {V1 + GET, V2 + GET})
  void believesAProxyThatItTrusts(String bytes) {
    Outcome whole = outcome(NetScene.PROXY, List.of(bytes));

    assertThat(whole.client()).isEqualTo("198.51.100.7:4711");
    assertThat(whole.sent()).startsWith("HTTP/1.1 200 ").endsWith("/a");
    assertSameHoweverCut(NetScene.PROXY, bytes, whole);
  }

  @Test
  void takesAProxyForTheClientWhereItKnowsNone() {
    Outcome whole = outcome(NetScene.PROXY, List.of(V1_UNKNOWN + GET));

    assertThat(whole.client()).isEqualTo(NetScene.PROXY + ":12345");
    assertThat(whole.sent()).endsWith("/a");
    assertSameHoweverCut(NetScene.PROXY, V1_UNKNOWN + GET, whole);
  }

  @Test
  void wantsAHeaderOfAProxy() {
    assertThat(outcome(NetScene.PROXY, List.of(GET)).refusals())
        .containsExactly(Refusal.UNKNOWN_PROTOCOL);
  }

  @Test
  void takesOneHeaderOnly() {
    Outcome outcome = outcome(NetScene.PROXY, List.of(V1 + V2 + GET));

    assertThat(outcome.refusals()).containsExactly(Refusal.UNKNOWN_PROTOCOL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROXY TCP4 nonsense\r\n", "PROXY TCP4 1.2.3.4 5.6.7.8 99999 80\r\n"})
  void closesOnABrokenHeader(String bytes) {
    Outcome outcome = outcome(NetScene.PROXY, List.of(bytes + GET));

    assertThat(outcome.refusals()).containsExactly(Refusal.PROXY_PROTOCOL);
    assertThat(outcome.sent()).isEmpty();
    assertThat(outcome.open()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "\r\n", "PRI * HTTP/2.0\r\n"})
  void closesOnWhoDoesNotSayEnoughInTime(String bytes) {
    NetScene scene = new NetScene(1);
    HttpChannel channel = scene.connect(NetScene.CLIENT);
    channel.receive(bytes);
    scene.advance(channel, NetScene.HEAD_TIMEOUT.minusSeconds(1));
    assertThat(channel.isOpen()).isTrue();

    scene.advance(channel, Duration.ofSeconds(2));
    assertThat(channel.isOpen()).isFalse();
    assertThat(channel.sent()).isEmpty();
    assertThat(scene.refusals).containsExactly(Refusal.SILENT);
  }

  @Test
  void givesWhatIsDetectedItsOwnTime() {
    NetScene scene = new NetScene(1);
    HttpChannel channel = scene.connect(NetScene.CLIENT);
    channel.receive(GET);
    scene.advance(channel, NetScene.HEAD_TIMEOUT.multipliedBy(2));

    assertThat(channel.isOpen()).isTrue();
    assertThat(scene.refusals).isEmpty();
    channel.finishAndReleaseAll();
  }

  @Test
  void closesOnWhoHasSaidNothingWhenTheGatewayGoes() {
    NetScene scene = new NetScene(1);
    HttpChannel channel = scene.connect(NetScene.CLIENT);
    channel.receive("GE");
    scene.loop.loop().drain(new Drain(0, 1, 1));

    assertThat(channel.isOpen()).isFalse();
    channel.finishAndReleaseAll();
  }

  private static void assertSameHoweverCut(String address, String bytes, Outcome expected) {
    List<String> each = bytes.chars().mapToObj(c -> String.valueOf((char) c)).toList();
    assertThat(outcome(address, each)).as("byte by byte").isEqualTo(expected);
    for (int at = 1; at < bytes.length(); at++) {
      assertThat(outcome(address, List.of(bytes.substring(0, at), bytes.substring(at))))
          .as("cut at %d", at)
          .isEqualTo(expected);
    }
  }

  private static Outcome outcome(String address, List<String> pieces) {
    NetScene scene = new NetScene(1);
    HttpChannel channel = scene.connect(address);
    for (String piece : pieces) {
      channel.receive(piece.getBytes(StandardCharsets.ISO_8859_1));
    }
    Outcome outcome = new Outcome(
        channel.sent(),
        new ArrayList<>(scene.refusals),
        channel.isOpen(),
        String.valueOf(ClientAddress.of(channel)).replace("/", ""));
    channel.finishAndReleaseAll();
    return outcome;
  }

  private record Outcome(String sent, List<Refusal> refusals, boolean open, String client) {}
}
