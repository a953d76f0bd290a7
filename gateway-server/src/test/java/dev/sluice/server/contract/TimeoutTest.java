package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Metrics;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Tls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who holds a connection and says nothing loses it; who has said what it wants does not. */
@ContractTest
class TimeoutTest {
  private static final String REFUSAL_OR_NOTHING = "(?s)(HTTP/1\\.1 408 .*)?";

  private static final byte[] HELLO = Tls.hello(3);

  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults()
      .set("sluice.event-loops", "1")
      .set("sluice.tls.mode", "allowed")
      .set("sluice.tls.self-signed", "true"));

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "GET /v1/topics/a?wait=0 HTTP/1.1\r\nHost: x\r\nX: "})
  void closesAConnectionThatDoesNotSayWhatItWants(String beginning) {
    for (InetSocketAddress address : List.of(gateway.publicAddress(), gateway.internalAddress())) {
      try (RawConnection connection = RawConnection.to(address)) {
        connection.send(beginning);
        gateway.settle();
        gateway.clock().advance(Duration.ofSeconds(12));
        assertThat(connection.untilClosed()).matches(REFUSAL_OR_NOTHING);
      }
    }
  }

  /** The first byte of a record, half a message, and a message that is answered. */
  @ParameterizedTest
  @CsvSource({"1, silent", "40, tls-handshake", "1000, tls-handshake"})
  void closesAConnectionThatAgreesOnNoEncryption(int bytes, String reason) {
    double before = refused(reason);
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.send(Arrays.copyOf(HELLO, Math.min(bytes, HELLO.length)));
      gateway.settle();
      gateway.clock().advance(Duration.ofSeconds(9));
      gateway.settle();
      assertThat(refused(reason)).isEqualTo(before);
      gateway.clock().advance(Duration.ofSeconds(3));
      connection.untilClosed();
    }
    assertThat(refused(reason) - before).isEqualTo(1);
  }

  @Test
  void closesAConnectionThatSaysNothingInItsEncryption() {
    try (RawConnection connection = Tls.to(gateway.publicAddress())) {
      gateway.settle();
      gateway.clock().advance(Duration.ofSeconds(12));
      assertThat(connection.untilClosed()).isEmpty();
    }
  }

  @Test
  void keepsAConnectionThatIsEncrypted() {
    try (RawConnection connection = Tls.to(gateway.publicAddress())) {
      gateway.settle();
      gateway.clock().advance(Duration.ofSeconds(9));
      for (int i = 0; i < 3; i++) {
        connection.request("GET", "/v1/topics/a?wait=0");
        assertThat(connection.response().status()).isEqualTo(200);
        gateway.settle();
        gateway.clock().advance(Duration.ofSeconds(60));
      }
    }
  }

  @Test
  void closesAConnectionWhoseBodyDoesNotCome() {
    try (RawConnection connection = RawConnection.to(gateway.internalAddress())) {
      connection.request("POST", "/v1/topics/a", "Content-Length: 10");
      connection.send("half");
      gateway.settle();
      gateway.clock().advance(Duration.ofSeconds(32));
      assertThat(connection.untilClosed()).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void closesAKeptConnectionThatIsNotUsed() {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request("GET", "/v1/topics/a?wait=0");
      assertThat(connection.response().status()).isEqualTo(200);
      gateway.settle();
      gateway.clock().advance(Duration.ofSeconds(80));
      assertThat(connection.untilClosed()).isEmpty();
    }
  }

  @Test
  void keepsAConnectionThatIsUsed() {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      for (int i = 0; i < 5; i++) {
        connection.request("GET", "/v1/topics/a?wait=0");
        assertThat(connection.response().status()).isEqualTo(200);
        gateway.settle();
        gateway.clock().advance(Duration.ofSeconds(60));
      }
    }
  }

  @Test
  void keepsSubscribersHoweverLongNothingComes() {
    for (Mode mode : Mode.values()) {
      String topic = gateway.newTopic();
      try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
        for (int minute = 0; minute < 10; minute++) {
          gateway.clock().advance(Duration.ofMinutes(1));
        }
        publishOnANewConnection(topic, "at last");
        assertThat(subscriber.inbox().message().text()).isEqualTo("at last");
      }
    }
  }

  private static double refused(String reason) {
    try (RawConnection connection = RawConnection.to(gateway.internalAddress())) {
      connection.request("GET", "/metrics");
      return Metrics.read(connection.response().body())
          .sum("sluice_refused_total", "reason=\"" + reason + "\"");
    }
  }

  /** The client's kept connections are being closed. */
  private static void publishOnANewConnection(String topic, String text) {
    try (RawConnection connection = RawConnection.to(gateway.internalAddress())) {
      connection.request("POST", "/v1/topics/" + topic, "Content-Length: " + text.length());
      connection.send(text);
      assertThat(connection.response().status()).isEqualTo(201);
    }
  }
}
