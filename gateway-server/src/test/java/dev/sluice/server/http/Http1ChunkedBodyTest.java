package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies in chunks, whole and byte by byte. */
class Http1ChunkedBodyTest {
  private static final int HEADER_BYTES = 100;
  private static final Http1Limits LIMITS = new Http1Limits(
      200, HEADER_BYTES, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0_._                            | ''",
        "3_abc_1_d_0_._                  | abcd",
        "3;a_abc_0_._                    | abc",
        "3;a;b=c;d=\"e;\\\"f\"_abc_0;g_._   | abc",
        "3 ; a = b ; c_abc_0_._          | abc",
        "3;a ;b=\"\" ;c_abc_0_._           | abc",
        "00A_0123456789_0_A: b_C: d_._   | 0123456789"
      })
  void areTakenOutOfThem(String text, String body) {
    assertThat(body(crlf(text), 1)).isEqualTo(body);
    assertThat(body(crlf(text), 1000)).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3 _abc_0_._",
        "3;_abc_0_._",
        "3; _abc_0_._",
        "3;a=_abc_0_._",
        "3;a b_abc_0_._",
        "3;a _abc_0_._",
        "3;a=b c_abc_0_._",
        "3;a=b _abc_0_._",
        "3;a=\"b_abc_0_._",
        "3;a=\"b\"c_abc_0_._",
        "3;=b_abc_0_._",
        "3a;(_abc_0_._",
        "g_._",
        "80000000_abc_0_._",
        "2_abc_0_._"
      })
  void areRefusedWhereTheirEndIsNotClear(String text) {
    assertRefused(400, crlf(text));
  }

  @Test
  void haveExtensionsAsLongAsTheLimitTogether() {
    String free = "1" + ";a=1234567890";
    String one = free + "x".repeat(10) + "\r\na\r\n";

    assertThat(body((free + "\r\na\r\n").repeat(1000) + "0\r\n\r\n", 1000)).hasSize(1000);
    assertThat(body(one.repeat(10) + "0\r\n\r\n", 1000)).hasSize(10);
    assertRefused(400, one.repeat(11) + "0\r\n\r\n");
    assertRefused(400, "1;" + "a".repeat(200));
    assertRefused(400, "0".repeat(200));
  }

  @Test
  void haveTrailersAsLongAsTheLimitTogether() {
    assertThat(body("0\r\n" + "A: b\r\n".repeat(25) + "\r\n", 1)).isEmpty();
    assertRefused(431, "0\r\n" + "A: b\r\n".repeat(26) + "\r\n");
  }

  private static String crlf(String text) {
    return text.replace(".", "").replace("_", "\r\n");
  }

  private static void assertRefused(int status, String text) {
    for (int piece : new int[] {1, 1000}) {
      assertThatThrownBy(() -> body(text, piece))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(status));
    }
  }

  private static String body(String text, int pieceBytes) {
    Http1ChunkedBody body = new Http1ChunkedBody(LIMITS);
    StringBuilder taken = new StringBuilder();
    ByteBuf in = Unpooled.buffer();
    int count = 0;
    for (int at = 0; at < text.length(); at += pieceBytes) {
      String piece = text.substring(at, Math.min(text.length(), at + pieceBytes));
      in.writeCharSequence(piece, StandardCharsets.US_ASCII);
      while ((count = body.next(in)) > 0) {
        taken.append(in.readCharSequence(count, StandardCharsets.US_ASCII));
      }
    }
    assertThat(count).isEqualTo(Http1Body.COMPLETE);
    return taken.toString();
  }
}
