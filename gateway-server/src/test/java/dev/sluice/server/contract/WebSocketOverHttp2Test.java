package dev.sluice.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Envelope;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawHttp2;
import dev.sluice.server.contract.harness.RawJson;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.contract.harness.Settings;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A WebSocket on a stream of HTTP/2 (RFC 8441) is one like any other. */
@ContractTest
class WebSocketOverHttp2Test {
  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults());

  @Test
  void givesMessagesAndAnswers() {
    String topic = gateway.newTopic();
    RawConnection connection = RawConnection.to(gateway.publicAddress());
    try (RawHttp2 webSocket = RawHttp2.webSocket(connection, "/v1/topics/" + topic, "sluice.v1")) {
      webSocket.sendData(RawWebSocket.masked(0x81, "{\"id\":1,\"ping\":{}}".getBytes(UTF_8)));
      assertThat(textFrame(webSocket)).isEqualTo("{\"id\":1,\"ok\":{}}");
      gateway.backend().publish(topic, "text");
      String message = String.valueOf(RawJson.members(textFrame(webSocket)).get("message"));
      assertThat(Envelope.message(message).text()).isEqualTo("text");
    }
    gateway.backend().awaitSubscribers(topic, "ws", 0);
  }

  private static String textFrame(RawHttp2 stream) {
    assertThat(stream.read()).isEqualTo(0x81);
    int length = stream.read();
    if (length == 126) {
      length = stream.read() << 8 | stream.read();
    }
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    for (int i = 0; i < length; i++) {
      payload.write(stream.read());
    }
    return payload.toString(UTF_8);
  }
}
