package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "https://example.com",
        "http://localhost:3000",
        "http://[::1]:3000",
        "http://example.com:443",
        "chrome-extension://abcdef"
      })
  void takesWhatBrowsersSend(String origin) {
    assertThat(Origin.require(origin)).isEqualTo(origin);
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, is no scheme://host[:port]",
    "'', is no scheme://host[:port]",
    "**, is no scheme://host[:port]",
    "null, is no scheme://host[:port]",
    "https://*.example.com, is no scheme://host[:port]",
    "http://a b, is no scheme://host[:port]",
    "file:///tmp, is no scheme://host[:port]",
    "https://example.com/, is not just scheme://host[:port]",
    "https://example.com?x, is not just scheme://host[:port]",
    "https://me@example.com, is not just scheme://host[:port]",
    "https://example.com:, is not just scheme://host[:port]",
    "'https://Example.com', 'has capitals, and browsers send origins in lower case'",
    "'https://example.com:443', 'has the scheme''s own port, and browsers leave that out'",
    "'http://example.com:80', 'has the scheme''s own port, and browsers leave that out'",
  })
  void refusesWhatBrowsersNeverSend(String origin, String fault) {
    assertThatThrownBy(() -> Origin.require(origin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + origin + "\" " + fault);
  }
}
