package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawStream;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An idle stream gets a sign of life, so that what is between keeps it open. A message that came
 * shows that the server is done with what came before it, and counts from now.
 */
@ContractTest
class HeartbeatTest {
  /** The default, and a tick of the server. */
  private static final Duration BEAT = Duration.ofSeconds(25).plusMillis(200);

  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults());

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"LONG_POLL", "POLL", "LONG_POLL_HTTP_2", "POLL_HTTP_2"})
  void comesAgainAndAgainAndDisturbsNothing(Mode mode) {
    String topic = gateway.newTopic();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      for (int beat = 0; beat < 4; beat++) {
        gateway.backend().publish(topic, "still here");
        assertThat(subscriber.inbox().message().text()).isEqualTo("still here");
        gateway.clock().advance(BEAT);
        subscriber.inbox().next(Told.Heartbeat.class);
      }
    }
  }

  @Test
  void isAnEmptyLineInAStream() {
    String topic = gateway.newTopic();
    try (RawStream lines = RawStream.lines(gateway, gateway.subscription(topic))) {
      gateway.backend().publish(topic, "text");
      assertThat(lines.line()).startsWith("{");
      gateway.clock().advance(BEAT);
      assertThat(lines.line()).isEmpty();
    }
  }

  @Test
  void isACommentInAnEventStream() {
    String topic = gateway.newTopic();
    try (RawStream events = RawStream.events(gateway, gateway.subscription(topic))) {
      gateway.backend().publish(topic, "text");
      events.blockWithData();
      gateway.clock().advance(BEAT);
      assertThat(events.line()).startsWith(":");
    }
  }

  @Test
  void isAPingOnAWebSocket() {
    String topic = gateway.newTopic();
    RawConnection connection = RawConnection.to(gateway.publicAddress());
    try (RawWebSocket webSocket = RawWebSocket.open(connection, "/v1/topics/" + topic)) {
      gateway.backend().publish(topic, "text");
      assertThat(webSocket.read().opcode()).isEqualTo(RawWebSocket.TEXT);
      gateway.clock().advance(BEAT);
      assertThat(webSocket.read().opcode()).isEqualTo(RawWebSocket.PING);
    }
  }
}
