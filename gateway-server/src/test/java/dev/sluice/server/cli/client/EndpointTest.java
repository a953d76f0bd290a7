package dev.sluice.server.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @Test
  void namesTopics() {
    Endpoint endpoint = Endpoint.of("https://example.com/push/");
    UrlQuery query = new UrlQuery().add("a", "1 2").add("none", null).add("b", "+");

    assertThat(endpoint.publication("x.y", query))
        .hasToString("https://example.com/push/v1/topics/x.y?a=1+2&b=%2B");
    assertThat(new Subscription(endpoint, List.of("x"), null)
            .request(new UrlQuery())
            .build()
            .uri())
        .hasToString("https://example.com/push/v1/topics/x");
    assertThat(new Subscription(endpoint, List.of("x", "y+z"), null)
            .request(query)
            .build()
            .uri())
        .hasToString("https://example.com/push/v1/subscribe?topic=x&topic=y%2Bz&a=1+2&b=%2B");
  }

  @Test
  void namesTopicsForWebSocket() {
    assertThat(new Subscription(Endpoint.of("http://[::1]:8080"), List.of("http"), null)
            .webSocket(new UrlQuery()))
        .hasToString("ws://[::1]:8080/v1/topics/http");
    assertThat(new Subscription(Endpoint.of("https://a"), List.of("x"), null)
            .webSocket(new UrlQuery()))
        .hasToString("wss://a/v1/topics/x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:8080",
        "ftp://a",
        "http://",
        "http:///x",
        "http://a?b",
        "http://a#b",
        "http://a b",
        "http://a:b"
      })
  void refusesWhatIsNoUrlOfAGateway(String url) {
    assertThatThrownBy(() -> Endpoint.of(url)).isInstanceOf(IllegalArgumentException.class);
  }
}
