package dev.sluice.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Frames;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawResponse;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.contract.harness.RawWebSocket.Frame;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told.Received;
import dev.sluice.server.contract.harness.Told.Shown;
import dev.sluice.server.contract.harness.WebSocketSubscriber;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to WebSockets: publishing on them, control frames, close codes. */
@ContractTest
class WebSocketTest {
  private static final int LIMIT = 2000;
  private static final String SLUICE = "Sec-WebSocket-Protocol: sluice.v1";

  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults()
      .set("sluice.event-loops", "1")
      .set("sluice.limits.message-bytes", LIMIT + "B")
      .set("sluice.auth.anonymous.publish", "[\"open.**\"]"));

  @Test
  void publishesRawFramesWhereTheClientMay() {
    String topic = "open." + gateway.newTopic();
    try (WebSocketSubscriber client = raw(topic);
        Subscriber other = Mode.SSE_JSON.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      client.send("text");
      Await.value(client.webSocket().sendBinary(ByteBuffer.wrap(new byte[] {1, 2}), true));

      assertThat(client.inbox().message().text()).isEqualTo("text");
      assertThat(client.inbox().message().shown()).isEqualTo(Shown.BINARY);
      Received text = other.inbox().message();
      assertThat(text.shown()).isEqualTo(Shown.TEXT);
      assertThat(text.text()).isEqualTo("text");
      Received binary = other.inbox().message();
      assertThat(binary.shown()).isEqualTo(Shown.BINARY);
      assertThat(binary.data()).isEqualTo(new byte[] {1, 2});
    }
  }

  @Test
  void joinsTheFragmentsOfAMessage() {
    String topic = "open." + gateway.newTopic();
    try (WebSocketSubscriber client = raw(topic)) {
      Await.value(client.webSocket().sendText("in ", false));
      Await.value(client.webSocket().sendPing(ByteBuffer.allocate(0)));
      Await.value(client.webSocket().sendText("three ", false));
      Await.value(client.webSocket().sendText("pieces", true));

      assertThat(client.inbox().message().text()).isEqualTo("in three pieces");
    }
  }

  @Test
  void closesARawConnectionThatMayNotPublish() {
    String topic = gateway.newTopic();
    try (WebSocketSubscriber client = raw(topic);
        Subscriber other = Mode.WS_RAW.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      client.send("text");

      assertThat(client.inbox().end().code()).isEqualTo(1008);
      gateway.backend().publish(topic, "from the backend");
      assertThat(other.inbox().message().text()).isEqualTo("from the backend");
    }
  }

  @Test
  void agreesOnTheSubprotocolThatItSpeaks() {
    List<String> lines = new ArrayList<>(RawWebSocket.upgradeLines());
    lines.add("Sec-WebSocket-Protocol: other.v7, sluice.v1");
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request("GET", "/v1/topics/a", lines.toArray(String[]::new));
      RawResponse response = connection.head();

      assertThat(response.status()).isEqualTo(101);
      assertThat(response.header("Sec-WebSocket-Protocol")).isEqualTo("sluice.v1");
    }
  }

  @Test
  void answersAPingWithItsPayload() {
    try (RawWebSocket client = open("/v1/topics/a")) {
      client.send(RawWebSocket.PING, "payload".getBytes(UTF_8));
      Frame pong = client.read();

      assertThat(pong.opcode()).isEqualTo(RawWebSocket.PONG);
      assertThat(pong.text()).isEqualTo("payload");
    }
  }

  @Test
  void answersACloseFrameAndEndsTheConnection() {
    try (RawWebSocket client = open("/v1/topics/a")) {
      client.send(RawWebSocket.CLOSE, new byte[] {0x03, (byte) 0xe8});

      assertThat(client.closeCode()).isEqualTo(WebSocket.NORMAL_CLOSURE);
      assertThat(client.connection().untilClosed()).isEmpty();
    }
  }

  @Test
  void endsTheConnectionWhenItsCloseFrameIsAnswered() {
    try (RawWebSocket client = open("/v1/topics/" + gateway.newTopic())) {
      client.send("may not");
      assertThat(client.closeCode()).isEqualTo(1008);
      client.send(RawWebSocket.CLOSE, new byte[] {0x03, (byte) 0xf0});
      assertThat(client.connection().untilClosed()).isEmpty();
    }
  }

  @Test
  void refusesBinaryFramesOfTheSubprotocol() {
    try (RawWebSocket client = open("/v1/topics/a", SLUICE)) {
      client.send(RawWebSocket.BINARY, new byte[] {1});
      assertThat(client.closeCode()).isEqualTo(1003);
      checkClosedThough(client);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SLUICE, "X-Raw: 1"})
  void refusesTextThatIsNotUtf8(String header) {
    try (RawWebSocket client = open("/v1/topics/open.a", header)) {
      client.send(RawWebSocket.TEXT, new byte[] {'a', (byte) 0xff});
      assertThat(client.closeCode()).isEqualTo(1007);
      checkClosedThough(client);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SLUICE, "X-Raw: 1"})
  void refusesWhatIsTooBig(String header) {
    try (RawWebSocket client = open("/v1/topics/open.a", header)) {
      client.send("x".repeat(100 * LIMIT));
      assertThat(client.closeCode()).isEqualTo(1009);
      checkClosedThough(client);
    }
  }

  @Test
  void takesARawMessageAtTheLimit() {
    String topic = "open." + gateway.newTopic();
    try (WebSocketSubscriber client = raw(topic)) {
      client.send("x".repeat(LIMIT));
      assertThat(client.inbox().message().text()).hasSize(LIMIT);
      client.send("x".repeat(LIMIT + 1));
      assertThat(client.inbox().end().code()).isEqualTo(1009);
    }
  }

  @Test
  void refusesFragmentsThatAreTooBigTogether() {
    try (RawWebSocket client = open("/v1/topics/open.a")) {
      byte[] part = "x".repeat(LIMIT / 2).getBytes(UTF_8);
      client.connection().send(RawWebSocket.masked(RawWebSocket.TEXT, part));
      client.connection().send(RawWebSocket.masked(0, part));
      client.connection().send(RawWebSocket.masked(0, part));
      assertThat(client.closeCode()).isEqualTo(1009);
      checkClosedThough(client);
    }
  }

  @Test
  void refusesFramesThatBreakTheProtocol() {
    List<byte[]> broken = List.of(
        new byte[] {(byte) 0x81, 1, 'x'}, // not masked
        RawWebSocket.masked(0xc1, new byte[] {'x'}), // a reserved bit
        RawWebSocket.masked(0x83, new byte[] {'x'}), // a reserved opcode
        RawWebSocket.masked(0x80, new byte[] {'x'}), // continues nothing
        RawWebSocket.masked(0x09, new byte[] {'x'}), // a ping in fragments
        RawWebSocket.masked(0x89, new byte[126])); // a ping that is too long
    for (byte[] frame : broken) {
      try (RawWebSocket client = open("/v1/topics/open.a")) {
        client.connection().send(frame);
        assertThat(client.closeCode()).isEqualTo(1002);
        checkClosedThough(client);
      }
    }
  }

  @Test
  void isForgottenWhenTheClientGoesAway() {
    String topic = gateway.newTopic();
    WebSocketSubscriber client = raw(topic);
    gateway.backend().awaitSubscribers(topic, "ws", 1);
    client.close();

    gateway.backend().awaitSubscribers(topic, "ws", 0);
  }

  /** Whoever does not answer a close frame is not waited for. */
  private static void checkClosedThough(RawWebSocket client) {
    gateway.settle();
    gateway.clock().advance(Duration.ofSeconds(10));
    assertThat(client.connection().untilClosed()).isEmpty();
  }

  private static WebSocketSubscriber raw(String topic) {
    return new WebSocketSubscriber(gateway.publicUrl(), List.of(topic), Frames.RAW);
  }

  private static RawWebSocket open(String target, String... headerLines) {
    return RawWebSocket.open(RawConnection.to(gateway.publicAddress()), target, headerLines);
  }
}
