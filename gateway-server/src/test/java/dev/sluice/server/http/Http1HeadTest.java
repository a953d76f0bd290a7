package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A head's bytes, and where its parts begin and end. */
class Http1HeadTest {
  private static final int LINE_BYTES = 5000;
  private static final int HEADER_BYTES = 6000;
  private static final Http1Limits LIMITS = new Http1Limits(
      LINE_BYTES, HEADER_BYTES, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  @Test
  void isTakenApart() {
    HttpRequest request = head("""
        PUT /a?b=c HTTP/1.0\r
        Host: \t x \t\r
        X-Y:z\r
        x-y: \u00e4\r
        Empty:\r
        Blank: \t \r
        \r
        """);

    assertThat(request.method()).isEqualTo(HttpMethod.PUT);
    assertThat(request.uri()).isEqualTo("/a?b=c");
    assertThat(request.protocolVersion()).isEqualTo(HttpVersion.HTTP_1_0);
    assertThat(request.headers().get("host")).isEqualTo("x");
    assertThat(request.headers().getAll("X-y")).containsExactly("z", "\u00e4");
    assertThat(request.headers().get("Empty")).isEmpty();
    assertThat(request.headers().get("Blank")).isEmpty();
  }

  @Test
  void leavesWhatFollows() {
    ByteBuf bytes = ascii("GET / HTTP/1.1\r\n\r\nrest");

    assertThat(Http1Head.ofRequest(LIMITS).read(bytes)).isTrue();
    assertThat(bytes.toString(StandardCharsets.US_ASCII)).isEqualTo("rest");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100, 2047, 2048, 2049, 4096})
  void isTheSameInPieces(int pieceBytes) {
    String target = "/" + "t".repeat(LINE_BYTES - 14);
    String value = "v".repeat(4500);
    String text =
        "\r\nGET " + target + " HTTP/1.1\r\nHost: x\r\nLong: " + value + "\r\nLast: y\r\n\r\n";

    Http1Head head = Http1Head.ofRequest(LIMITS);
    ByteBuf bytes = Unpooled.buffer();
    for (int at = 0; at < text.length(); at += pieceBytes) {
      int end = Math.min(text.length(), at + pieceBytes);
      bytes.writeCharSequence(text.substring(at, end), StandardCharsets.US_ASCII);
      assertThat(head.read(bytes)).isEqualTo(end == text.length());
    }

    assertThat(head.request().uri()).isEqualTo(target);
    assertThat(head.request().headers().get("Long")).isEqualTo(value);
    assertThat(head.request().headers().get("Last")).isEqualTo("y");
    assertThat(bytes.isReadable()).isFalse();
  }

  @Test
  void mayHaveARequestLineAsLongAsTheLimit() {
    String longest = "/" + "x".repeat(LINE_BYTES - "GET / HTTP/1.1".length());

    assertThat(head("GET " + longest + " HTTP/1.1\r\n\r\n").uri()).isEqualTo(longest);
    assertRefused(414, "GET " + longest + "x HTTP/1.1\r\n\r\n");
    assertRefused(414, "GET /" + "x".repeat(LINE_BYTES));
  }

  @Test
  void mayHaveHeadersAsLongAsTheLimitTogether() {
    String most = "A: b\r\n".repeat(HEADER_BYTES / 4);

    assertThat(head("GET / HTTP/1.1\r\n" + most + "\r\n").headers().getAll("A"))
        .hasSize(HEADER_BYTES / 4);
    assertRefused(431, "GET / HTTP/1.1\r\n" + most + "A:\r\n\r\n");
    assertRefused(431, "GET / HTTP/1.1\r\nA: " + "x".repeat(HEADER_BYTES));
  }

  private static void assertRefused(int status, String text) {
    for (int piece : new int[] {1, text.length()}) {
      assertThatThrownBy(() -> read(text, piece))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(status));
    }
  }

  private static HttpRequest head(String text) {
    assertThat(read(text, 1).request()).isEqualTo(read(text, text.length()).request());
    return read(text, text.length()).request();
  }

  private static Http1Head read(String text, int pieceBytes) {
    Http1Head head = Http1Head.ofRequest(LIMITS);
    ByteBuf all = Unpooled.buffer();
    boolean complete = false;
    for (int at = 0; at < text.length(); at += pieceBytes) {
      int end = Math.min(text.length(), at + pieceBytes);
      all.writeCharSequence(text.substring(at, end), StandardCharsets.ISO_8859_1);
      complete = head.read(all);
    }
    assertThat(complete).isTrue();
    return head;
  }

  private static ByteBuf ascii(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }
}
