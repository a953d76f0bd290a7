package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Requests that come before the one in front of them is answered. */
class PipeliningTest {
  private static final String HELD = "GET /held HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final int WAITING_BYTES = 64 * 1024;

  @AutoClose
  private final HttpScene scene = new HttpScene();

  @Test
  void answersThemInTheirOrder() {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      requests.append("GET /").append(i).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    String answers = scene.exchange(requests.toString());

    int at = -1;
    for (int i = 0; i < 100; i++) {
      int next = answers.indexOf("\r\n\r\nGET /" + i, at + 1);
      assertThat(next).as("answer %d", i).isGreaterThan(at);
      at = next;
    }
  }

  @Test
  void readsOneWhenThatBeforeIsAnswered() {
    assertThat(scene.exchange(HELD + HELD + "GET /3 HTTP/1.1\r\nHost: x\r\n\r\n"))
        .isEmpty();
    assertThat(scene.router.held).hasSize(1);

    answer(0, "1");
    assertThat(scene.channel.sent()).endsWith("\r\n\r\n1");
    assertThat(scene.router.held).hasSize(2);

    answer(1, "2");
    assertThat(scene.channel.sent()).contains("\r\n\r\n2HTTP/1.1 200").endsWith("GET /3");
  }

  @Test
  void readsOneThatCameMeanwhileInPieces() {
    scene.channel.receive(HELD + "POST /echo HTTP/1.1\r\nHo");
    scene.channel.receive("st: x\r\nContent-Length: 3\r\n\r\na");
    answer(0, "1");
    assertThat(scene.channel.sent()).endsWith("\r\n\r\n1");

    assertThat(scene.exchange("bc")).endsWith("\r\n\r\nabc");
  }

  @Test
  void stopsReadingFromWhoSendsTooMuchAhead() {
    scene.channel.receive(HELD);
    scene.channel.receive(new byte[WAITING_BYTES]);
    assertThat(scene.channel.config().isAutoRead()).isTrue();

    scene.channel.receive(new byte[1]);
    assertThat(scene.channel.config().isAutoRead()).isFalse();

    answer(0, "1");
    assertThat(scene.channel.config().isAutoRead()).isTrue();
  }

  @Test
  void readsNoFurtherWhileAnswersAreNotTaken() {
    scene.channel.receive(HELD + HELD);
    scene.channel.setWritable(false);
    answer(0, "1");
    assertThat(scene.router.held).hasSize(1);

    scene.channel.setWritable(true);
    assertThat(scene.router.held).hasSize(2);
  }

  @Test
  void tellsWhoWaitsThatTheClientHasGone() {
    scene.channel.receive(HELD + HELD);
    StringBuilder told = new StringBuilder();
    scene.router.held.get(0).onAbort(() -> told.append("gone"));
    scene.channel.close();

    assertThat(told).hasToString("gone");
    assertThat(scene.router.held).hasSize(1);
  }

  @Test
  void tellsNobodyOnceItIsAnswered() {
    scene.channel.receive(HELD);
    StringBuilder told = new StringBuilder();
    scene.router.held.get(0).onAbort(() -> told.append("gone"));
    answer(0, "1");
    scene.channel.close();

    assertThat(told).isEmpty();
  }

  private void answer(int index, String text) {
    scene.router.held.get(index).respond(new Response(200).body("text/plain", text));
  }
}
