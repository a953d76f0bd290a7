package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies, their limits, and clients that still send when they have been answered. */
class RequestBodyTest {
  private static final Duration LINGER = Duration.ofSeconds(2);

  @AutoClose
  private final HttpScene scene = new HttpScene();

  @Test
  void takesABodyAsLargeAsTheLimit() {
    assertThat(scene.exchange(
            "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n0123456789"))
        .endsWith("\r\n\r\n0123456789");
  }

  @Test
  void refusesABodyByItsAnnouncedLength() {
    String answer = scene.exchange("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 413 ")
        .contains("Connection: close\r\n")
        .contains("limit of 10 bytes");
    assertThat(scene.refusals).containsExactly("content-too-large");
  }

  @Test
  void refusesABodyThatBecomesTooLarge() {
    String head = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertThat(scene.exchange(head + "a\r\n0123456789\r\n")).isEmpty();

    assertThat(scene.exchange("1\r\n0")).startsWith("HTTP/1.1 413 ").contains("Connection: close");
    assertThat(scene.router.bodies).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/refused", "/answered-early"})
  void letsAClientReadTheAnswerWhileItIsStillSending(String path) {
    String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n";
    assertThat(scene.exchange(head)).contains("Connection: close");
    assertThat(scene.channel.isOutputShutdown()).isTrue();
    assertThat(scene.channel.isOpen()).isTrue();

    scene.channel.receive(new byte[9000]);
    assertThat(scene.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n")).isEmpty();
    scene.advance(LINGER.minusSeconds(1));
    assertThat(scene.channel.isOpen()).isTrue();
    scene.advance(LINGER);
    assertThat(scene.channel.isOpen()).isFalse();
  }

  @Test
  void answersARequestThatNeedsNoBodyAtItsEnd() {
    assertThat(scene.exchange("GET /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nab"))
        .isEmpty();
    assertThat(scene.exchange("c")).endsWith("GET /a").doesNotContain("Connection: close");
  }

  @Test
  void forgetsABodyWhoseClientHasGone() {
    scene.channel.receive("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nab");
    scene.channel.close();

    assertThat(scene.router.bodies).isEmpty();
    assertThat(scene.refusals).isEmpty();
  }
}
