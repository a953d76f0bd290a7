package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.http.Http1Encoder.Persistence;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers as bytes of HTTP/1.1. */
class Http1EncoderTest {
  private static final ByteBufAllocator ALLOCATOR = ByteBufAllocator.DEFAULT;
  private static final String DATE = "Thu, 20 Nov 2025 17:16:40 GMT";

  @Test
  void writesHeadAndBody() {
    Response response = new Response(200).header("A", "1").body("text/plain", "grüß");

    assertThat(full(response, Persistence.IMPLIED, false))
        .isEqualTo("HTTP/1.1 200 OK\r\nDate: " + DATE + "\r\nA: 1\r\nContent-Type: text/plain\r\n"
            + "Content-Length: 6\r\n\r\ngrüß");
  }

  @ParameterizedTest
  @CsvSource({
    "200, OK",
    "201, Created",
    "304, Not Modified",
    "404, Not Found",
    "408, Request Timeout",
    "413, Request Entity Too Large",
    "503, Service Unavailable"
  })
  void writesTheStatus(int status, String reason) {
    assertThat(full(new Response(status), Persistence.IMPLIED, false))
        .startsWith("HTTP/1.1 " + status + " " + reason + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({"IMPLIED, ''", "SAID, 'Connection: keep-alive\r\n'", "CLOSE, 'Connection: close\r\n'"
  })
  void saysWhatFollows(Persistence persistence, String line) {
    String written = full(new Response(200), persistence, false);

    assertThat(written).contains("GMT\r\n" + line + "Content-Length");
    assertThat(written.contains("Connection:")).isEqualTo(!line.isEmpty());
  }

  @Test
  void saysTheLengthOfAnEmptyBody() {
    assertThat(full(new Response(200), Persistence.IMPLIED, false))
        .endsWith("\r\nContent-Length: 0\r\n\r\n");
  }

  @Test
  void leavesTheBodyOutOfTheAnswerToHead() {
    Response response = new Response(200).body("text/plain", "12345");

    assertThat(full(response, Persistence.IMPLIED, true))
        .endsWith("Content-Type: text/plain\r\nContent-Length: 5\r\n\r\n");
  }

  @Test
  void saysNoLengthInTheAnswerToHeadWhereItIsNotKnown() {
    assertThat(full(new Response(200), Persistence.IMPLIED, true)).doesNotContain("Length");
  }

  @ParameterizedTest
  @CsvSource({"204", "304"})
  void saysNoLengthWhereThereIsNoBody(int status) {
    assertThat(full(new Response(status), Persistence.IMPLIED, false))
        .endsWith("\r\n\r\n")
        .doesNotContain("Content-Length");
  }

  @Test
  void writesWhatIsLeftOfABodyAndReleasesIt() {
    ByteBuf body = Unpooled.copiedBuffer("xxbody", StandardCharsets.US_ASCII).skipBytes(2);

    assertThat(full(new Response(200).body("text/plain", body), Persistence.IMPLIED, false))
        .endsWith("Content-Length: 4\r\n\r\nbody");
    assertThat(body.refCnt()).isZero();
  }

  @Test
  void opensAChunkedAnswer() {
    assertThat(open(new Response(200).header("A", "1"), StreamFraming.CHUNKED))
        .isEqualTo(
            "HTTP/1.1 200 OK\r\nDate: " + DATE + "\r\nA: 1\r\nTransfer-Encoding: chunked\r\n\r\n");
  }

  @Test
  void opensAnAnswerThatTheConnectionEnds() {
    assertThat(open(new Response(200), StreamFraming.NONE))
        .isEqualTo("HTTP/1.1 200 OK\r\nDate: " + DATE + "\r\nConnection: close\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({"CHUNKED", "NONE"})
  void framesNothingWhereTheProtocolChanges(StreamFraming framing) {
    assertThat(open(new Response(101).header("Upgrade", "websocket"), framing))
        .isEqualTo(
            "HTTP/1.1 101 Switching Protocols\r\nDate: " + DATE + "\r\nUpgrade: websocket\r\n\r\n");
  }

  private static String full(Response response, Persistence persistence, boolean headOnly) {
    return text(Http1Encoder.full(ALLOCATOR, response, DATE, persistence, headOnly));
  }

  private static String open(Response response, StreamFraming framing) {
    return text(Http1Encoder.open(ALLOCATOR, response, DATE, framing));
  }

  private static String text(ByteBuf bytes) {
    try {
      return bytes.toString(StandardCharsets.UTF_8);
    } finally {
      bytes.release();
    }
  }
}
