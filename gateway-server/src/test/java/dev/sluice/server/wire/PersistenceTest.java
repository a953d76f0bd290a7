package dev.sluice.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.time.GatewayClock;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several requests over one connection, and what a client may ask for besides (RFC 9110, 9112). */
@Timeout(60)
class PersistenceTest {
  private static final String POST = "POST /v1/topics/posted HTTP/1.1\r\nHost: x\r\n";

  private static Served gateway;

  @BeforeAll
  static void start() throws IOException {
    gateway = Served.start(GatewayClock.SYSTEM);
    gateway.publish("a", "1");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static String get(String target, String... lines) {
    String more = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + more + "\r\n";
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheConnection(Side side) throws IOException {
    try (Wire wire = gateway.connect(side)) {
      for (int i = 0; i < 3; i++) {
        assertThat(wire.send(get("/v1/topics/a?wait=0")).answer().status()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void closesWhenAskedTo(Side side) throws IOException {
    try (Wire wire = gateway.connect(side)) {
      String answer = wire.send(get("/v1/topics/a?wait=0", "Connection: Close")).readAll();
      assertThat(answer).contains("200 OK").contains("Connection: close\r\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void closesAfterHttp10UnlessAskedToStay(Side side) throws IOException {
    String head = "GET /v1/topics/a?wait=0 HTTP/1.0\r\n";
    try (Wire wire = gateway.connect(side)) {
      wire.send(head + "Connection: keep-alive\r\n\r\n");
      assertThat(wire.answer().header("Connection")).isEqualTo("keep-alive");
      assertThat(wire.send(head + "\r\n").readAll()).contains("Connection: close\r\n");
    }
  }

  @Test
  void answersInOrderWithALongPollInThePipe() throws IOException {
    try (Wire wire = gateway.connect(Side.PUBLIC)) {
      wire.send(get("/v1/topics/a?wait=0&cursor=earliest")
          + get("/v1/topics/pipe?wait=30")
          + get("/nowhere")
          + get("/v1/topics/a?wait=0"));
      assertThat(wire.answer().body()).contains("\"data\":\"1\"");
      while (!subscribed("pipe")) {
        Thread.onSpinWait();
      }
      gateway.publish("pipe", "late");
      assertThat(wire.answer().body()).contains("\"data\":\"late\"");
      assertThat(wire.answer().status()).isEqualTo(404);
      assertThat(wire.answer().status()).isEqualTo(200);
    }
  }

  private static boolean subscribed(String topic) throws IOException {
    try (Wire wire = gateway.connect(Side.INTERNAL)) {
      return wire.send(get("/v1/topics/" + topic)).answer().body().contains("\"longpoll\":1");
    }
  }

  @Test
  void invitesTheBody() throws IOException {
    try (Wire wire = gateway.connect(Side.INTERNAL)) {
      wire.send(POST + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertThat(wire.answerWithoutBody().status()).isEqualTo(100);
      assertThat(wire.send("hi").answer().status()).isEqualTo(201);
    }
  }

  @Test
  void refusesABodyInsteadOfInvitingIt() throws IOException {
    try (Wire wire = gateway.connect(Side.INTERNAL)) {
      wire.send(POST + "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");
      assertThat(wire.readAll()).startsWith("HTTP/1.1 413 ").doesNotContain(" 100 ");
    }
  }

  @Test
  void invitesNobodyThatDoesNotKnowIt() throws IOException {
    String head = POST.replace("1.1", "1.0") + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    try (Wire wire = gateway.connect(Side.INTERNAL).send(head + "hi")) {
      assertThat(wire.readAll()).startsWith("HTTP/1.1 201 ");
    }
  }

  @Test
  void refusesOtherExpectations() throws IOException {
    try (Wire wire = gateway.connect(Side.INTERNAL)) {
      wire.send(POST + "Expect: miracles\r\nContent-Length: 2\r\n\r\n");
      assertThat(wire.readAll()).startsWith("HTTP/1.1 417 ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersHeadWithoutABody(Side side) throws IOException {
    try (Wire wire = gateway.connect(side)) {
      wire.send(get("/v1/topics/a?wait=0").replace("GET", "HEAD"));
      assertThat(wire.answerWithoutBody().status()).isEqualTo(200);
      assertThat(wire.send(get("/v1/topics/a?wait=0")).answer().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatMayBeAskedOfEverything(Side side) throws IOException {
    try (Wire wire = gateway.connect(side)) {
      wire.send("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
      WireAnswer answer = wire.answer();
      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.header("Allow")).startsWith("GET, HEAD, ").endsWith("OPTIONS");
    }
  }

  @Test
  void publishesAChunkedBody() throws IOException {
    try (Wire wire = gateway.connect(Side.INTERNAL)) {
      wire.send(POST + "Transfer-Encoding: chunked\r\n\r\n");
      wire.send("3\r\nhel\r\n2;last=1\r\nlo\r\n0\r\nTrailer: x\r\n\r\n");
      assertThat(wire.answer().status()).isEqualTo(201);
      wire.send(get("/v1/topics/posted/messages?cursor=-1"));
      assertThat(wire.answer().body()).contains("\"data\":\"hello\"");
    }
  }
}
