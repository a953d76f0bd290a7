package dev.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SubscribeOverWebSocketTest {
  private final CommandRun command = new CommandRun();

  @Test
  void printsMessagesAndGapsAndResumes() {
    List<WebSocketFrame> first = List.of(
        text("{\"gap\":{\"topic\":\"a\",\"to\":\"a0\"}}"),
        new PingWebSocketFrame(),
        message("a1", "1.10"),
        new TextWebSocketFrame(false, 0, "{\"message\":{\"topic\":\"a\",\"id\":\"a2\","),
        new ContinuationWebSocketFrame(true, 0, "\"data\":\"two\"}}"),
        new CloseWebSocketFrame(1001, "drain"));
    List<WebSocketFrame> second = List.of(message("a3", "{\"n\": 3}"));
    try (WebSocketStandIn gateway = new WebSocketStandIn("sluice.v1", List.of(first, second))) {
      assertThat(command.run("subscribe", "a", "--url", gateway.url(), "--count", "3"))
          .isZero();

      assertThat(command.out()).isEqualTo("1.10\ntwo\n{\"n\": 3}\n");
      assertThat(command.err())
          .matches(
              "gap: \\{\"topic\":\"a\",\"to\":\"a0\"}\nreconnecting in [0-9]+ ms: the connection was closed\n");
      assertThat(gateway.requests()).containsExactly("/v1/topics/a", "/v1/topics/a?cursor=a2");
    }
  }

  @Test
  void takesTheCoveringCursorOfSeveralTopics() {
    List<WebSocketFrame> first = List.of(
        message("a1", "1"), text("{\"cursor\":\"c1\"}"), new CloseWebSocketFrame(4008, "lagged"));
    List<WebSocketFrame> second = List.of(message("a2", "2"));
    try (WebSocketStandIn gateway = new WebSocketStandIn("sluice.v1", List.of(first, second))) {
      assertThat(command.run("subscribe", "a", "b", "--url", gateway.url(), "--count", "2"))
          .isZero();

      assertThat(command.out()).isEqualTo("1\n2\n");
      assertThat(gateway.requests())
          .containsExactly(
              "/v1/subscribe?topic=a&topic=b", "/v1/subscribe?topic=a&topic=b&cursor=c1");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1001, 1013, 4008, 4029})
  void comesBackAfterACloseThatIsForNow(int code) {
    List<WebSocketFrame> first = List.of(message("a1", "1"), new CloseWebSocketFrame(code, "now"));
    List<WebSocketFrame> second = List.of(message("a2", "2"));
    try (WebSocketStandIn gateway = new WebSocketStandIn("sluice.v1", List.of(first, second))) {
      assertThat(command.run("subscribe", "a", "--url", gateway.url(), "--count", "2"))
          .isZero();

      assertThat(command.out()).isEqualTo("1\n2\n");
    }
  }

  @Test
  void takesMoreFramesThanMayWait() {
    int count = 1000;
    List<WebSocketFrame> frames =
        IntStream.rangeClosed(1, count).mapToObj(i -> message("a" + i, "" + i)).toList();
    try (WebSocketStandIn gateway = new WebSocketStandIn("sluice.v1", List.of(frames))) {
      assertThat(command.run("subscribe", "a", "--url", gateway.url(), "--count", "" + count))
          .isZero();

      assertThat(command.out().lines())
          .containsExactlyElementsOf(
              Stream.iterate(1, i -> i + 1).limit(count).map(String::valueOf).toList());
    }
  }

  @Test
  void endsWhenTheGatewayWillNotHaveIt() {
    List<WebSocketFrame> frames = List.of(new CloseWebSocketFrame(1008, "not for you"));
    try (WebSocketStandIn gateway = new WebSocketStandIn("sluice.v1", List.of(frames))) {
      assertThat(command.run("subscribe", "a", "--url", gateway.url())).isEqualTo(1);

      assertThat(command.err()).isEqualTo("error: closed by the gateway: 1008 not for you\n");
    }
  }

  @Test
  void endsWithAnErrorFrameUnlessItSaysComeBack() {
    List<WebSocketFrame> first =
        List.of(text("{\"error\":{\"code\":\"unavailable\",\"message\":\"full\"}}"));
    List<WebSocketFrame> second =
        List.of(text("{\"error\":{\"code\":\"forbidden\",\"message\":\"not a\"}}"));
    try (WebSocketStandIn gateway = new WebSocketStandIn("sluice.v1", List.of(first, second))) {
      assertThat(command.run("subscribe", "a", "--url", gateway.url())).isEqualTo(1);

      assertThat(command.err())
          .matches("reconnecting in [0-9]+ ms: full\nerror: forbidden: not a\n");
    }
  }

  @Test
  void endsWhereTheSubprotocolIsNotSpoken() {
    try (WebSocketStandIn other = new WebSocketStandIn("chat", List.of(List.of()))) {
      assertThat(command.run("subscribe", "a", "--url", other.url())).isEqualTo(1);

      assertThat(command.err()).startsWith("error: ").contains("sluice.v1");
    }
  }

  private static WebSocketFrame message(String id, String data) {
    return text("{\"message\":{\"topic\":\"a\",\"id\":\"" + id + "\",\"data\":" + data + "}}");
  }

  private static WebSocketFrame text(String frame) {
    return new TextWebSocketFrame(frame);
  }
}
