package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.metrics.Transport;
import dev.sluice.server.http.OneRequest;
import dev.sluice.server.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which transport a request means. */
class TransportChoiceTest {
  private static final String UPGRADE = "Connection: Upgrade";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/event-stream                              | SSE",
        "Text/Event-Stream                              | SSE",
        "text/event-stream;charset=utf-8                | SSE",
        "text/event-stream, */*                         | SSE",
        "*/*, text/event-stream                         | SSE",
        "application/json, text/event-stream            | SSE",
        "text/event-stream;q=0.5, application/x-ndjson;q=0.5 | SSE",
        "application/x-ndjson                           | STREAM",
        "application/x-ndjson, application/json         | STREAM",
        "text/event-stream;q=0.5, application/x-ndjson  | STREAM",
        "text/event-stream;q=0, application/x-ndjson    | STREAM",
        "application/x-ndjson;q=0.9, application/json   | LONGPOLL",
        "text/event-stream;q=0.1, */*;q=0.2             | LONGPOLL",
        "application/json                               | LONGPOLL",
        "application/json;q=0.001                       | LONGPOLL",
        "application/*                                  | LONGPOLL",
        "*/*                                            | LONGPOLL",
        "text/html, application/xhtml+xml, */*;q=0.8    | LONGPOLL",
        "*/*;q=nonsense                                 | LONGPOLL",
        "text/event-stream ; q=0.2 , application/json ; q=0.1 | SSE",
        ";, application/json                            | LONGPOLL",
        "',;,,application/json'                         | LONGPOLL",
      })
  void goesByWhatIsAccepted(String accept, Transport expected) {
    assertThat(choice("/", "Accept: " + accept)).isEqualTo(expected);
  }

  @Test
  void takesSeveralAcceptHeadersForOne() {
    assertThat(choice("/", "Accept: application/json;q=0.5", "Accept: text/event-stream"))
        .isEqualTo(Transport.SSE);
  }

  @Test
  void isALongPollWhereNothingIsSaid() {
    assertThat(choice("/")).isEqualTo(Transport.LONGPOLL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "image/*",
        "text/event-stream;q=0",
        "*/*;q=0",
        "*/*;q=0.000",
        ";",
        ",",
        "application/json;q=0"
      })
  void isRefusedWhereNothingFits(String accept) {
    assertThatThrownBy(() -> choice("/", "Accept: " + accept))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(406))
        .hasMessageContaining("text/event-stream");
  }

  @ParameterizedTest
  @CsvSource({"ws, WS", "sse, SSE", "stream, STREAM", "longpoll, LONGPOLL", "poll, POLL"})
  void goesByItsNameFirst(String name, Transport expected) {
    assertThat(choice("/?transport=" + name, "Accept: text/html")).isEqualTo(expected);
    assertThat(choice("/?transport=" + name, "Upgrade: websocket", UPGRADE)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SSE", "websocket", "http"})
  void isRefusedWhereTheNameIsNone(String name) {
    assertThatThrownBy(() -> choice("/?transport=" + name))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400))
        .hasMessage("transport is one of ws, sse, stream, longpoll, poll");
  }

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "WebSocket", "h2c, websocket"})
  void goesByAnUpgradeBeforeItGoesByAccept(String upgrade) {
    assertThat(choice("/", "Upgrade: " + upgrade, UPGRADE, "Accept: text/event-stream"))
        .isEqualTo(Transport.WS);
  }

  @Test
  void isAWebSocketEvenWhereTheHandshakeIsWrong() {
    assertThat(choice("/", "Upgrade: websocket")).isEqualTo(Transport.WS);
  }

  @Test
  void knowsNoOtherUpgrade() {
    assertThat(choice("/", "Upgrade: h2c", UPGRADE)).isEqualTo(Transport.LONGPOLL);
  }

  private static Transport choice(String target, String... headerLines) {
    try (OneRequest request = OneRequest.of("GET", target, headerLines)) {
      return TransportChoice.of(request.exchange());
    }
  }
}
