package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Clients that take too long, by a clock that is advanced by hand. */
class TimeoutTest {
  private static final Duration TICK = Duration.ofMillis(200);
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String POST = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n";

  @AutoClose
  private final HttpScene scene = new HttpScene();

  @Test
  void closesWhereNothingComes() {
    scene.advance(HttpScene.HEAD_TIMEOUT.minus(TICK));
    assertThat(scene.channel.isOpen()).isTrue();

    scene.advance(TICK.multipliedBy(2));
    assertThat(scene.channel.isOpen()).isFalse();
    assertThat(scene.channel.sent()).isEmpty();
  }

  @Test
  void refusesAHeadThatIsNotComplete() {
    scene.channel.receive("GET / HTTP/1.1\r\nHo");
    scene.advance(HttpScene.HEAD_TIMEOUT.minus(TICK));
    scene.channel.receive("st: x\r\n");
    assertThat(scene.channel.sent()).isEmpty();

    scene.advance(TICK.multipliedBy(2));
    assertThat(scene.channel.sent())
        .startsWith("HTTP/1.1 408 Request Timeout\r\n")
        .contains("Connection: close");
    assertThat(scene.refusals).containsExactly("request-timeout");
  }

  @Test
  void refusesABodyThatIsNotComplete() {
    scene.channel.receive(POST + "a");
    scene.advance(HttpScene.BODY_TIMEOUT.minus(TICK));
    assertThat(scene.exchange("b")).isEmpty();

    scene.advance(TICK.multipliedBy(2));
    assertThat(scene.channel.sent()).startsWith("HTTP/1.1 408 ");
    assertThat(scene.router.bodies).isEmpty();
  }

  @Test
  void givesTheNextRequestItsOwnTime() {
    scene.exchange(GET);
    scene.advance(HttpScene.KEEP_ALIVE_TIMEOUT.minus(TICK));
    assertThat(scene.exchange(POST + "a")).isEmpty();
    scene.advance(HttpScene.BODY_TIMEOUT.minus(TICK));

    assertThat(scene.exchange("bc")).endsWith("\r\n\r\nabc");
  }

  @Test
  void closesAConnectionThatIsKeptForNothing() {
    scene.exchange(GET);
    scene.advance(HttpScene.KEEP_ALIVE_TIMEOUT.minus(TICK));
    assertThat(scene.channel.isOpen()).isTrue();

    scene.advance(TICK.multipliedBy(2));
    assertThat(scene.channel.isOpen()).isFalse();
    assertThat(scene.channel.sent()).isEmpty();
  }

  @Test
  void refusesTheNextHeadToo() {
    scene.exchange(GET);
    scene.channel.receive("GET / HTTP/1.1\r\nHo");
    scene.advance(HttpScene.KEEP_ALIVE_TIMEOUT.plus(TICK));

    assertThat(scene.channel.sent()).startsWith("HTTP/1.1 408 ");
  }

  @Test
  void waitsForItsOwnAnswerAsLongAsItTakes() {
    scene.channel.receive("GET /held HTTP/1.1\r\nHost: x\r\n\r\n");
    scene.advance(Duration.ofDays(1));
    assertThat(scene.channel.sent()).isEmpty();

    scene.router.held.get(0).respond(new Response(200).body("text/plain", "late"));
    assertThat(scene.channel.sent()).endsWith("\r\n\r\nlate");
    assertThat(scene.exchange(GET)).endsWith("GET /");
  }

  @Test
  void leavesNothingToPassBehind() {
    scene.channel.receive(POST);
    scene.channel.close();
    scene.advance(Duration.ofDays(1));

    assertThat(scene.refusals).isEmpty();
  }
}
