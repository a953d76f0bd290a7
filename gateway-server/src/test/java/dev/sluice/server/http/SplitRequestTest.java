package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However bytes are cut on their way, they are the same requests. */
class SplitRequestTest {
  private static final String CHUNKED =
      "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String SECOND = "GET /2 HTTP/1.1\r\nHost: x\r\n\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n",
        "\r\nGET /1 HTTP/1.1\r\nHost: x\r\n\r\nHEAD /2 HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabcdef" + SECOND,
        CHUNKED + "3\r\nabc\r\n2;x=\"y\"\r\nde\r\n0\r\nT: u\r\n\r\n" + SECOND,
        "GET /refused HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.0\r\n\r\n",
        "POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" + SECOND,
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nabcd",
        CHUNKED + "zz\r\n",
        "nonsense\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n"
      })
  void isAnsweredTheSame(String bytes) {
    Outcome whole = receive(List.of(bytes));

    assertThat(receive(bytes.chars().mapToObj(c -> String.valueOf((char) c)).toList()))
        .as("byte by byte")
        .isEqualTo(whole);
    for (int at = 1; at < bytes.length(); at++) {
      assertThat(receive(List.of(bytes.substring(0, at), bytes.substring(at))))
          .as("cut at %d", at)
          .isEqualTo(whole);
    }
  }

  private static Outcome receive(List<String> pieces) {
    try (HttpScene scene = new HttpScene()) {
      pieces.forEach(scene.channel::receive);
      return new Outcome(
          scene.channel.sent(), scene.router.bodies, scene.refusals, scene.channel.isOpen());
    }
  }

  private record Outcome(
      String sent, List<String> bodies, List<String> refusals, boolean stillOpen) {}
}
