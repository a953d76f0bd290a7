package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.loop.Drain;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A connection whose gateway goes away. */
class Http1DrainTest {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  @AutoClose
  private final HttpScene scene = new HttpScene();

  @Test
  void isGivenAMomentToAskForMore() {
    scene.exchange(GET);
    drain();
    scene.advance(GRACE.minusSeconds(1));
    assertThat(scene.channel.isOpen()).isTrue();

    scene.advance(Duration.ofSeconds(2));
    assertThat(scene.channel.isOpen()).isFalse();
    assertThat(scene.channel.sent()).isEmpty();
  }

  @Test
  void hearsThatItIsTooLate() {
    drain();

    assertThat(scene.exchange(GET))
        .startsWith("HTTP/1.1 503 ")
        .contains("Retry-After: ", "Connection: close\r\n");
    assertThat(scene.channel.isOpen()).isFalse();
  }

  @Test
  void getsTheAnswerThatIsUnderWay() {
    scene.channel.receive("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na");
    drain();

    assertThat(scene.exchange("bc"))
        .startsWith("HTTP/1.1 200 ")
        .contains("Connection: close\r\n")
        .endsWith("\r\n\r\nabc");
    assertThat(scene.channel.isOpen()).isFalse();
  }

  @Test
  void isAnsweredByWhoHoldsItsRequest() {
    scene.channel.receive("GET /held HTTP/1.1\r\nHost: x\r\n\r\n");
    Exchange held = scene.router.held.get(0);
    held.onDrain(() -> held.respond(new Response(200).body("text/plain", "empty")));
    drain();

    assertThat(scene.channel.sent()).contains("Connection: close\r\n").endsWith("empty");
    assertThat(scene.channel.isOpen()).isFalse();
  }

  @Test
  void keepsItsOwnTimeWhereItIsClosingAlready() {
    scene.channel.receive("nonsense\r\n\r\n");
    drain();
    scene.advance(Duration.ofSeconds(3));

    assertThat(scene.channel.isOpen()).isFalse();
  }

  private void drain() {
    scene.channel.pipeline().fireUserEventTriggered(new Drain(0, GRACE.toNanos(), 1000));
  }
}
