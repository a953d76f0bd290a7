package dev.sluice.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.net.ProtocolSelector.Verdict;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What protocols are known by. Bytes come one by one, and a verdict once given stays. */
class SelectorsTest {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final String PROXY_V2 = "\r\n\r\n\u0000\r\nQUIT\n";
  private static final String TLS_HELLO = "\u0016\u0003\u0001\u0002\u0000\u0001";

  private final ProtocolSelector http1 = new Http1Selector(NetScene.service());
  private final ProtocolSelector http2 = new Http2Selector(NetScene.service());
  private final ProtocolSelector proxy =
      new ProxyProtocolSelector(channel -> true, refusal -> {}, channel -> {
        throw new AssertionError("nothing was selected");
      });

  @SuppressWarnings("NullAway") // it is only asked to look
  private final ProtocolSelector tls = new TlsSelector(null, NetScene.service());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET ",
        "A ",
        "OPTIONS * HTTP/1.1",
        "PROPPATCH ",
        "ABCDEFGHIJKLMNOPQRST ",
        "\r\nGET /",
        "\r\n\r\nPOST ",
        "\nGET ",
        "PRI * HTTP/2.0"
      })
  void knowsHttp1ByItsMethod(String bytes) {
    assertVerdict(http1, bytes, Verdict.YES, bytes.indexOf(' ') + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TLS_HELLO,
        PROXY_V2,
        "get /",
        "Get /",
        " GET",
        "G\tT",
        "G1T ",
        "M-SEARCH ",
        "\u0000",
        "\u0080",
        "{",
        "ABCDEFGHIJKLMNOPQRSTU ",
        "\r\n\r\n\r",
        "SSH-2.0-x\r\n",
        "EHLO\r\n",
        "GET\r\n"
      })
  void knowsWhatIsNotHttp1(String bytes) {
    assertNo(http1, bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"G", "GET", "\r", "\r\n\r\n", "\r\nG", "ABCDEFGHIJKLMNOPQRST"})
  void waitsForTheRestOfAMethod(String bytes) {
    assertThat(http1.peek(buffer(bytes))).isEqualTo(Verdict.NEED_MORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {PREFACE, PREFACE + "\u0000\u0000\u0000\u0004"})
  void knowsHttp2ByItsPreface(String bytes) {
    assertVerdict(http2, bytes, Verdict.YES, PREFACE.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET ", "POST ", "PRI / ", "PRI * HTTP/2.1", "\r\nPRI", TLS_HELLO})
  void knowsWhatIsNotHttp2(String bytes) {
    assertNo(http2, bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROXY TCP4 ", "PROXY UNKNOWN\r\n"})
  void knowsAProxyByItsFirstWord(String bytes) {
    assertVerdict(proxy, bytes, Verdict.YES, "PROXY ".length());
  }

  @ParameterizedTest
  @ValueSource(strings = {PROXY_V2, PROXY_V2 + "!"})
  void knowsAProxyByItsSignature(String bytes) {
    assertVerdict(proxy, bytes, Verdict.YES, PROXY_V2.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET ", "PROXX", "PROXY\r\n", "\r\n\r\n\u0001", TLS_HELLO, PREFACE})
  void knowsWhatIsNoProxy(String bytes) {
    assertNo(proxy, bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0016", "\u0016\u0003", TLS_HELLO})
  void knowsTlsByItsFirstRecord(String bytes) {
    Verdict expected = bytes.length() < 2 ? Verdict.NEED_MORE : Verdict.YES;

    assertThat(tls.peek(buffer(bytes))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET ", "\u0015\u0003", "\u0016\u0002", "\u0080.\u0001"})
  void knowsWhatIsNotTls(String bytes) {
    assertThat(tls.peek(buffer(bytes))).isEqualTo(Verdict.NO);
  }

  private static void assertNo(ProtocolSelector selector, String bytes) {
    assertThat(selector.peek(buffer(bytes))).isEqualTo(Verdict.NO);
    Verdict last = Verdict.NEED_MORE;
    for (int length = 1; length <= bytes.length(); length++) {
      Verdict verdict = selector.peek(buffer(bytes.substring(0, length)));
      assertThat(verdict).isNotEqualTo(Verdict.YES);
      if (last == Verdict.NO) {
        assertThat(verdict).isEqualTo(Verdict.NO);
      }
      last = verdict;
    }
  }

  /** The verdict comes with that many bytes, and stays whatever follows. */
  private static void assertVerdict(
      ProtocolSelector selector, String bytes, Verdict expected, int with) {
    for (int length = 1; length <= bytes.length(); length++) {
      ByteBuf buffer = buffer("xx" + bytes.substring(0, length)).skipBytes(2);
      assertThat(selector.peek(buffer))
          .as("%d bytes", length)
          .isEqualTo(length < with ? Verdict.NEED_MORE : expected);
      assertThat(buffer.readerIndex()).isEqualTo(2);
    }
  }

  private static ByteBuf buffer(String latin1) {
    return Unpooled.copiedBuffer(latin1, StandardCharsets.ISO_8859_1);
  }
}
