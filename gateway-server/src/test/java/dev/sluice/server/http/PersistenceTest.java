package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.Logged;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a connection goes on after an answer. */
class PersistenceTest {
  private static final String CHUNKED =
      "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String SECOND = "GET /2 HTTP/1.1\r\nHost: x\r\n\r\n";

  @AutoClose
  private final HttpScene scene = new HttpScene();

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, X,                      stays, ''",
    "HTTP/1.1, Connection: keep-alive, stays, ''",
    "HTTP/1.1, Connection: close,      ends,  Connection: close",
    "HTTP/1.1, 'Connection: x, Close', ends,  Connection: close",
    "HTTP/1.0, X,                      ends,  Connection: close",
    "HTTP/1.0, Connection: close,      ends,  Connection: close",
    "HTTP/1.0, Connection: keep-alive, stays, Connection: keep-alive",
  })
  void goesByTheRequest(String version, String header, String then, String said) {
    String line = header.equals("X") ? "X: y" : header;
    String answer = scene.exchange("GET / " + version + "\r\nHost: x\r\n" + line + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith("GET /");
    assertThat(answer.contains("Connection:")).isEqualTo(!said.isEmpty());
    assertThat(answer).contains(said);
    assertThat(scene.channel.isOpen()).isEqualTo(then.equals("stays"));
  }

  @Test
  void answersTheNextRequest() {
    scene.exchange("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n");

    assertThat(scene.exchange(SECOND)).endsWith("GET /2");
  }

  @Test
  void answersTheNextRequestAfterARefusal() {
    assertThat(scene.exchange("GET /refused HTTP/1.1\r\nHost: x\r\n\r\n"))
        .startsWith("HTTP/1.1 403 Forbidden\r\n")
        .doesNotContain("Connection: close");
    assertThat(scene.exchange(SECOND)).endsWith("GET /2");
  }

  @Test
  void answersTheNextRequestAfterOneWithABody() {
    assertThat(scene.exchange("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"))
        .endsWith("\r\n\r\nabc");
    assertThat(scene.exchange(CHUNKED + "2\r\nde\r\n1;x=y\r\nf\r\n0\r\nTrailer: x\r\n\r\n"))
        .endsWith("\r\n\r\ndef");
    assertThat(scene.exchange("GET /3 HTTP/1.1\r\nHost: x\r\n\r\n")).endsWith("GET /3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/refused"})
  void answersHeadWithoutABody(String path) {
    assertThat(scene.exchange("HEAD " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .contains("\r\nContent-Length: ")
        .endsWith("\r\n\r\n");
    assertThat(scene.exchange(SECOND)).startsWith("HTTP/1.1 200");
  }

  @Test
  void answersNothingAfterTheLastRequest() {
    scene.channel.receive("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" + SECOND);

    assertThat(scene.channel.sent()).containsOnlyOnce("HTTP/1.1 ").endsWith("GET /");
  }

  @Test
  void logsABugAndSaysNothingOfIt() {
    try (Logged logged = Logged.by(Problems.class)) {
      assertThat(scene.exchange("GET /fails HTTP/1.1\r\nHost: x\r\n\r\n"))
          .startsWith("HTTP/1.1 500 Internal Server Error\r\n")
          .doesNotContain("IllegalState", "a bug");
      assertThat(logged.messages()).containsExactly("a request failed");
    }
  }

  @Test
  void letsPagesReadAnswersAndRefusals() {
    for (String path : new String[] {"/", "/refused"}) {
      assertThat(scene.exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\nOrigin: http://p\r\n\r\n"))
          .contains("\r\nAccess-Control-Allow-Origin: *\r\n");
    }
  }
}
