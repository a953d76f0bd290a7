package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no request, or one whose end nobody can be sure of: refused, and nothing read behind. */
class UndecodableTest {
  private static final String POST = "POST /echo HTTP/1.1\r\nHost: x\r\n";

  @AutoClose
  private final HttpScene scene = new HttpScene();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP/1.1 \r\nHost: x\r\n\r\n",
        "GET / HTTP/x\r\nHost: x\r\n\r\n",
        "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
        "G\u00e4T / HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\n Host: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n: no name\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nA: \u0000\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n",
        "GET / HTTP/1.1\nHost: x\n\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n"
      })
  void refusesAHead(String head) {
    assertRefused(400, head);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: x\r\n\r\n",
        "Content-Length:\r\n\r\n",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: +3\r\n\r\nabc",
        "Content-Length: 3, 3\r\n\r\nabc",
        "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
        "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "Content-Length: 99999999999999999999\r\n\r\n",
        "Transfer-Encoding: gzip\r\n\r\nabc",
        "Transfer-Encoding: chunked, gzip\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nx\r\nabc\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n",
        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabc"
      })
  void refusesABodyWhoseEndIsNotClear(String rest) {
    assertRefused(400, POST + rest);
    assertThat(scene.router.bodies).isEmpty();
  }

  @Test
  void refusesAChunkThatDoesNotEndWhereItSays() {
    assertRefused(400, POST + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n");
  }

  @Test
  void refusesChunksInHttp10() {
    assertRefused(400, "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  }

  @Test
  void refusesOtherTransferCodings() {
    assertRefused(501, POST + "Transfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/2.0", "HTTP/9.9", "HTTP/0.9"})
  void refusesOtherVersions(String version) {
    assertRefused(505, "GET / " + version + "\r\nHost: x\r\n\r\n");
  }

  @Test
  void refusesALongRequestLine() {
    String answer = assertRefused(414, "GET /" + "x".repeat(200) + " HTTP/1.1\r\nHost: x\r\n\r\n");

    assertThat(answer).contains("limit of " + HttpScene.REQUEST_LINE_BYTES + " bytes");
  }

  @Test
  void refusesARequestLineThatNeverEnds() {
    assertRefused(414, "GET /" + "x".repeat(200));
  }

  @Test
  void refusesLongHeaders() {
    String answer = assertRefused(
        431, "GET / HTTP/1.1\r\nHost: x\r\n" + "A: b123456789\r\n".repeat(40) + "\r\n");

    assertThat(answer).contains("limit of " + HttpScene.HEADER_BYTES + " bytes");
  }

  @Test
  void refusesAHeaderThatNeverEnds() {
    assertRefused(431, "GET / HTTP/1.1\r\nHost: x\r\nA: " + "x".repeat(400));
  }

  @Test
  void readsNothingBehindIt() {
    scene.channel.receive("nonsense\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");

    assertThat(scene.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n")).containsOnlyOnce("HTTP/1.1 ");
  }

  @Test
  void countsNothingWhereTheClientHasGoneInTheMiddle() {
    scene.channel.receive("GET / HTTP/1.1\r\nHo");
    scene.channel.close();

    assertThat(scene.refusals).isEmpty();
  }

  private String assertRefused(int status, String bytes) {
    String answer = scene.exchange(bytes);
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .containsOnlyOnce("HTTP/1.1 ")
        .contains("Connection: close\r\n", "application/problem+json");
    assertThat(scene.refusals).hasSize(1);
    assertThat(scene.channel.isOutputShutdown()).isTrue();
    assertThat(scene.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n")).isEmpty();
    return answer;
  }
}
