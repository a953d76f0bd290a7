package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.config.InvalidConfigException;
import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.Certificate;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawHttp2;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Tls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of clear text and TLS is taken; who comes with the other is told, counted, and alone. */
@ContractTest
class TlsModeTest {
  private static final String POLL = "GET /v1/topics/a?wait=0 HTTP/1.1\r\nHost: x\r\n\r\n";

  @TempDir
  static Path directory;

  @BeforeAll
  static void write() {
    Certificate.of("gateway").write(directory);
  }

  @Test
  void takesNoTlsWhereItIsOff() {
    try (Gateway gateway = Gateway.start(Settings.defaults());
        Subscriber there = subscribe(gateway.publicUrl())) {
      assertRefused(gateway, Tls.hello(3));

      assertDelivers(gateway, there);
    }
  }

  @Test
  void takesNoClearTextWhereTlsIsRequired() {
    try (Gateway gateway = start("required");
        Subscriber there = subscribe(Tls.url(gateway.publicAddress()))) {
      assertRefused(gateway, POLL.getBytes(StandardCharsets.ISO_8859_1));
      assertRefused(gateway, RawHttp2.beginning());

      assertDelivers(gateway, there);
    }
  }

  @Test
  void takesBothWhereTlsIsAllowed() {
    try (Gateway gateway = start("allowed");
        Subscriber clear = subscribe(gateway.publicUrl());
        Subscriber encrypted = subscribe(Tls.url(gateway.publicAddress()))) {
      gateway.backend().publish("a", "to both");

      assertThat(clear.inbox().message().text()).isEqualTo("to both");
      assertThat(encrypted.inbox().message().text()).isEqualTo("to both");
    }
  }

  /** No such message, no such version in it, a length that is none, and an alert in the middle. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1603010004ffffffff",
        "160301000401000000",
        "160301ffff",
        "1603010001011503010002022a"
      })
  void refusesWhatOnlyBeginsLikeTls(String bytes) {
    try (Gateway gateway = start("required");
        Subscriber there = subscribe(Tls.url(gateway.publicAddress()))) {
      try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
        connection.send(HexFormat.of().parseHex(bytes));
        connection.untilClosed();
      }
      Await.until("it is counted", () -> refused(gateway, "tls-handshake") == 1);
      assertDelivers(gateway, there);
    }
  }

  @Test
  void makesACertificateUpOnRequestOnly() {
    Settings asked =
        Settings.defaults().set("sluice.tls.mode", "allowed").set("sluice.tls.self-signed", "true");
    try (Gateway gateway = Gateway.start(asked)) {
      assertThat(Tls.nameAt(gateway.publicAddress())).isEqualTo("localhost");
    }
    try (Gateway gateway = Gateway.start(Certificate.setIn(directory, asked))) {
      assertThat(Tls.nameAt(gateway.publicAddress())).isEqualTo("gateway");
    }
  }

  @Test
  void doesNotStartWithAKeyOfAnother(@TempDir Path broken) {
    Certificate own = Certificate.of("gateway");
    new Certificate(own.chain(), Certificate.of("another").key()).write(broken);
    Settings settings =
        Certificate.setIn(broken, Settings.defaults().set("sluice.tls.mode", "allowed"));

    assertThatThrownBy(() -> Gateway.start(settings))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith("sluice.tls can't be used: the key in " + broken);
  }

  @Test
  void doesNotWaitForWhoIsStillAgreeingWhenItGoes() {
    Settings settings = Settings.defaults()
        .set("sluice.event-loops", "1")
        .set("sluice.tls.mode", "allowed")
        .set("sluice.drain", "30s");
    try (Gateway gateway = Gateway.start(Certificate.setIn(directory, settings));
        RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.send(Tls.hello(3));
      assertThat(connection.read()).as("type of the first record").isEqualTo(22);
      gateway.drain(); // by a clock that stands still

      connection.untilClosed();
    }
  }

  private static Gateway start(String mode) {
    return Gateway.start(
        Certificate.setIn(directory, Settings.defaults().set("sluice.tls.mode", mode)));
  }

  private static Subscriber subscribe(URI base) {
    return Mode.SSE_JSON.subscribe(base, List.of("a"), null);
  }

  private static void assertRefused(Gateway gateway, byte[] first) {
    double before = refused(gateway, "unknown-protocol");
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.send(first);

      assertThat(connection.untilClosed()).startsWith("HTTP/1.1 400 ");
    }
    assertThat(refused(gateway, "unknown-protocol") - before).isEqualTo(1);
  }

  private static void assertDelivers(Gateway gateway, Subscriber there) {
    gateway.backend().publish("a", "unharmed");
    assertThat(there.inbox().message().text()).isEqualTo("unharmed");
  }

  private static double refused(Gateway gateway, String reason) {
    return gateway.backend().metrics().sum("sluice_refused_total", "reason=\"" + reason + "\"");
  }
}
