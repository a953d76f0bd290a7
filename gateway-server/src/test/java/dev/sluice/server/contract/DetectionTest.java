package dev.sluice.server.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawHttp2;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.contract.harness.Settings;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection wants is found out from its bytes, however they are cut. */
@ContractTest
class DetectionTest {
  private static final byte SETTINGS = 4;
  private static final String POLL =
      "GET /v1/topics/a?wait=0 HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n";
  private static final String PUBLISH =
      "POST /v1/topics/b HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";

  /** One loop, so that an answer to one connection shows that another's bytes were read. */
  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults().set("sluice.event-loops", "1"));

  @Test
  void servesRequestsThatComeByteByByte() {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      sendByteByByte(connection, POLL.getBytes(ISO_8859_1));
      assertThat(connection.response().status()).isEqualTo(200);
      sendByteByByte(connection, POLL.getBytes(ISO_8859_1));
      assertThat(connection.response().status()).isEqualTo(200);
    }
    try (RawConnection connection = RawConnection.to(gateway.internalAddress())) {
      sendByteByByte(connection, PUBLISH.getBytes(ISO_8859_1));
      assertThat(connection.response().status()).isEqualTo(201);
    }
  }

  @Test
  void servesWebSocketsThatComeByteByByte() {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      sendByteByByte(connection, webSocketPing());
      RawWebSocket webSocket = RawWebSocket.accepted(connection);
      assertThat(webSocket.read().text()).isEqualTo("{\"id\":1,\"ok\":{}}");
    }
  }

  @Test
  void servesAPollHoweverItIsCut() {
    try (RawConnection other = RawConnection.to(gateway.publicAddress())) {
      for (int cut = 1; cut < POLL.length(); cut++) {
        try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
          sendInTwo(connection, POLL.getBytes(ISO_8859_1), cut, other);
          assertThat(connection.response().status()).as("cut at %s", cut).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void servesAPublisherHoweverItIsCut() {
    try (RawConnection other = RawConnection.to(gateway.publicAddress())) {
      for (int cut = 1; cut < PUBLISH.length(); cut++) {
        try (RawConnection connection = RawConnection.to(gateway.internalAddress())) {
          sendInTwo(connection, PUBLISH.getBytes(ISO_8859_1), cut, other);
          assertThat(connection.response().status()).as("cut at %s", cut).isEqualTo(201);
        }
      }
    }
  }

  @Test
  void servesAWebSocketHoweverItIsCut() {
    byte[] request = webSocketPing();
    try (RawConnection other = RawConnection.to(gateway.publicAddress())) {
      for (int cut = 1; cut < request.length; cut++) {
        try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
          sendInTwo(connection, request, cut, other);
          RawWebSocket webSocket = RawWebSocket.accepted(connection);
          assertThat(webSocket.read().text())
              .as("cut at %s", cut)
              .isEqualTo("{\"id\":1,\"ok\":{}}");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "EHLO mail.example\r\n",
        "*1\r\n$4\r\nPING\r\n",
        "QUIT\n"
      })
  void refusesOtherProtocolsInWords(String first) {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.send(first);
      assertThat(connection.untilClosed()).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void closesOnBytesThatAreNoProtocol() {
    List<byte[]> firsts = List.of(
        new byte[] {0, 1, 2, 3, 4, 5, 6, 7, '\r', '\n', '\r', '\n'},
        new byte[] {(byte) 0xff, (byte) 0xfe, '\r', '\n'},
        new byte[64]);
    for (byte[] first : firsts) {
      try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
        connection.send(first);
        assertThat(connection.untilClosed()).matches("(?s)(HTTP/1\\.1 400 .*)?");
      }
    }
  }

  @Test
  void speaksHttp2ByPriorKnowledgeHoweverItIsCut() {
    byte[] beginning = RawHttp2.beginning();
    try (RawConnection other = RawConnection.to(gateway.publicAddress())) {
      for (int cut = 1; cut < beginning.length; cut++) {
        try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
          sendInTwo(connection, beginning, cut, other);
          byte[] frame = connection.read(9);
          assertThat(frame[3]).as("type of the first frame, cut at %s", cut).isEqualTo(SETTINGS);
        }
      }
    }
  }

  /** The handshake and, without awaiting its answer, a first frame. */
  private static byte[] webSocketPing() {
    String head = "GET /v1/topics/a HTTP/1.1\r\nHost: x\r\n"
        + String.join("\r\n", RawWebSocket.upgradeLines())
        + "\r\nSec-WebSocket-Protocol: sluice.v1\r\n\r\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.getBytes(ISO_8859_1));
    bytes.writeBytes(RawWebSocket.masked(0x81, "{\"id\":1,\"ping\":{}}".getBytes(ISO_8859_1)));
    return bytes.toByteArray();
  }

  private static void sendByteByByte(RawConnection connection, byte[] bytes) {
    for (byte b : bytes) {
      connection.send(b);
    }
  }

  private static void sendInTwo(
      RawConnection connection, byte[] bytes, int cut, RawConnection other) {
    connection.send(Arrays.copyOf(bytes, cut));
    other.send(POLL);
    assertThat(other.response().status()).isEqualTo(200);
    connection.send(Arrays.copyOfRange(bytes, cut, bytes.length));
  }
}
