package dev.sluice.server.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is agreed on permessage-deflate (RFC 7692, 7.1). */
class CompressionTest {
  private static final String AGREED =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "permessage-deflate                                           | 15 | no",
        "permessage-deflate; client_max_window_bits                   | 15 | no",
        "permessage-deflate; client_max_window_bits=8                 | 15 | no",
        "permessage-deflate;server_no_context_takeover                | 15 | no",
        "permessage-deflate; client_no_context_takeover               | 15 | no",
        "permessage-deflate; server_max_window_bits=8                 | 8  | yes",
        "permessage-deflate; server_max_window_bits=15                | 15 | yes",
        "permessage-deflate; server_max_window_bits=\"10\"            | 10 | yes",
        "x-webkit-deflate-frame, permessage-deflate                   | 15 | no",
        "permessage-deflate; server_max_window_bits=7, permessage-deflate | 15 | no",
        "permessage-deflate; server_max_window_bits=9, permessage-deflate | 9  | yes",
        ";, permessage-deflate                                        | 15 | no"
      })
  void isTheFirstOfferThatCanBeTaken(String offers, int windowBits, String said) {
    assertThat(Compression.of(headers(offers)))
        .hasValue(new Compression(windowBits, said.equals("yes")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        ";",
        ";;,;",
        "deflate",
        "permessage-deflate-x",
        "permessage-deflate; unknown",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=7",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; client_max_window_bits=x",
        "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; server_max_window_bits=1\"0",
        "permessage-deflate; server_max_window_bits=\"10",
        "permessage-deflate; server_max_window_bits=",
        "permessage-deflate; server_no_context_takeover=",
        "permessage-deflate; server_no_context_takeover=\"\"",
        "permessage-deflate; =10",
        "permessage-deflate;",
        "permessage-deflate; client_no_context_takeover; client_no_context_takeover"
      })
  void isNothingWhereNoOfferCanBeTaken(String offers) {
    assertThat(Compression.of(headers(offers))).isEmpty();
  }

  @Test
  void isNothingWhereNothingIsOffered() {
    assertThat(Compression.of(new DefaultHttpHeaders())).isEmpty();
  }

  @Test
  void readsSeveralHeaders() {
    HttpHeaders headers = headers("x");
    headers.add("Sec-WebSocket-Extensions", "permessage-deflate");

    assertThat(Compression.of(headers)).isPresent();
  }

  @Test
  void keepsNoContextOnEitherSide() {
    assertThat(new Compression(15, false).header()).isEqualTo(AGREED);
    assertThat(new Compression(9, true).header()).isEqualTo(AGREED + "; server_max_window_bits=9");
  }

  private static HttpHeaders headers(String offers) {
    return new DefaultHttpHeaders().set("Sec-WebSocket-Extensions", offers);
  }
}
