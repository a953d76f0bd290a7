package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names for bytes. */
class Http1NamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "Content-Length",
        "Content-Type",
        "Upgrade",
        "Connection",
        "Sec-WebSocket-Key",
        "If-None-Match",
        "Last-Event-ID",
        "Idempotency-Key",
        "Prefer"
      })
  void knowsACommonHeaderWhateverItsCase(String name) {
    String small = name.toLowerCase(Locale.ROOT);

    assertThat(field(name)).hasToString(small).isSameAs(field(small));
    assertThat(field(name.toUpperCase(Locale.ROOT))).isSameAs(field(small));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X", "Hosts", "Hist", "HOST1", "Content-Lengtx", "content_length", "Cpntent-Type"})
  void takesAnyOtherAsItIs(String name) {
    assertThat(field(name)).hasToString(name);
  }

  @Test
  void findsANameInTheMiddle() {
    CharSequence name = Http1Names.field(bytes("xxHost: "), 2, 6);

    assertThat(name).isSameAs(HttpHeaderNames.HOST);
  }

  @ParameterizedTest
  @CsvSource({"GET", "POST", "HEAD", "GOT", "get", "PROPFIND"})
  void knowsMethods(String name) {
    HttpMethod method = Http1Names.method(bytes(name), 0, name.length());

    assertThat(method).isEqualTo(HttpMethod.valueOf(name));
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/0.1", "HTTP/1.2"})
  void knowsVersions(String text) {
    assertThat(Http1Names.version(bytes(text), 0, text.length()))
        .isEqualTo(HttpVersion.valueOf(text));
  }

  private static CharSequence field(String name) {
    return Http1Names.field(bytes(name), 0, name.length());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
