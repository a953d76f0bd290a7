package dev.sluice.server.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.http.OneRequest;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The opening handshake (RFC 6455, 4.2). */
class HandshakeTest {
  /** The sample of RFC 6455, 1.3. */
  private static final String SAMPLE_KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

  private static final String SAMPLE_ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private static final String[] SAMPLE = {
    "Upgrade: websocket", "Connection: Upgrade", SAMPLE_KEY, "Sec-WebSocket-Version: 13"
  };

  @Test
  void acceptsTheSampleOfTheStandard() {
    assertThat(accepted(false, SAMPLE))
        .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
        .contains("\r\nUpgrade: websocket\r\n", "\r\nConnection: Upgrade\r\n")
        .contains("\r\nSec-WebSocket-Accept: " + SAMPLE_ACCEPT + "\r\n")
        .doesNotContain("Sec-WebSocket-Protocol");
  }

  @Test
  void namesTheSubprotocolThatIsSpoken() {
    assertThat(accepted(true, SAMPLE)).contains("\r\nSec-WebSocket-Protocol: sluice.v1\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Upgrade: WebSocket", "Upgrade: h2c, websocket", "Connection: keep-alive, upgrade"
      })
  void acceptsListsAndOtherCases(String header) {
    assertThat(accepted(false, with(header))).startsWith("HTTP/1.1 101 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Upgrade: h2c", "Upgrade: websockets", "Connection: close", "Connection: "})
  void refusesWhatIsNoUpgrade(String header) {
    Problem problem = refused("GET", with(header));

    assertThat(problem.status()).isEqualTo(426);
    assertThat(problem.headers()).contains("Upgrade", "websocket");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "PUT"})
  void refusesOtherMethods(String method) {
    assertThat(refused(method, SAMPLE).status()).isEqualTo(426);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "14", "", "13, 8", "013"})
  void refusesOtherVersionsAndSaysWhichItSpeaks(String version) {
    Problem problem = refused("GET", with("Sec-WebSocket-Version: " + version));

    assertThat(problem.status()).isEqualTo(426);
    assertThat(problem.headers()).containsExactly("Sec-WebSocket-Version", "13");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "dGhlIHNhbXBsZSBub25jZQ==x", "c2hvcnQ=", "dGhlIHNhbXBsZSBub25jZTE="})
  void refusesAKeyThatIsNotSixteenBytes(String key) {
    assertThat(refused("GET", with("Sec-WebSocket-Key: " + key)).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "sluice.v1, true",
    "'x, sluice.v1', true",
    "'sluice.v1 ,x', true",
    "SLUICE.V1, false",
    "sluice.v2, false",
    "sluice.v1x, false",
    "'', false"
  })
  void knowsWhetherTheSubprotocolIsOffered(String offered, boolean expected) {
    try (OneRequest request = OneRequest.of("GET", "/", "Sec-WebSocket-Protocol: " + offered)) {
      assertThat(Handshake.offersSluiceV1(request.exchange().headers())).isEqualTo(expected);
    }
  }

  @Test
  void findsTheSubprotocolInALaterHeader() {
    try (OneRequest request = OneRequest.of(
        "GET", "/", "Sec-WebSocket-Protocol: x", "Sec-WebSocket-Protocol: sluice.v1")) {
      assertThat(Handshake.offersSluiceV1(request.exchange().headers())).isTrue();
    }
  }

  /** The sample with another value of a header. */
  private static String[] with(String header) {
    String name = header.substring(0, header.indexOf(':') + 1);
    List<String> lines = new ArrayList<>(Arrays.asList(SAMPLE));
    lines.removeIf(line -> line.startsWith(name));
    lines.add(header);
    return lines.toArray(String[]::new);
  }

  private static String accepted(boolean sluiceV1, String... headerLines) {
    try (OneRequest request = OneRequest.of("GET", "/", headerLines)) {
      Response response = Handshake.accept(request.exchange(), sluiceV1);
      request.exchange().takeOver(response);
      request.channel().flush();
      return request.answer();
    }
  }

  private static Problem refused(String method, String... headerLines) {
    try (OneRequest request = OneRequest.of(method, "/", headerLines)) {
      List<Problem> problems = new ArrayList<>();
      assertThatThrownBy(() -> Handshake.accept(request.exchange(), false))
          .isInstanceOfSatisfying(ProblemException.class, e -> problems.add(e.problem()));
      return problems.get(0);
    }
  }
}
