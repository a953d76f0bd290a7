package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Inbox;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Numbers;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A cursor from any transport goes on exactly there on any other. */
@ContractTest
class ResumeTest {
  @RegisterExtension
  static final Gateway gateway =
      Gateway.start(Settings.defaults().set("sluice.topics.max-messages", "10000"));

  static Stream<Arguments> pairs() {
    return Stream.of(Mode.values())
        .filter(Mode::tellsCursors)
        .flatMap(from -> Stream.of(Mode.values()).map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void goesOnWithExactlyWhatWasMissed(Mode from, Mode to) {
    String topic = gateway.newTopic();
    String cursor;
    try (Subscriber first = from.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      gateway.backend().publishNumbers(topic, 1, 5);
      assertThat(first.inbox().texts(5)).containsExactlyElementsOf(Numbers.between(1, 5));
      cursor = first.inbox().cursor();
    }
    gateway.backend().publishNumbers(topic, 6, 9);
    try (Subscriber second = to.subscribe(gateway.publicUrl(), List.of(topic), cursor)) {
      assertThat(second.inbox().texts(4)).containsExactlyElementsOf(Numbers.between(6, 9));
      gateway.backend().publish(topic, "10");
      assertThat(second.inbox().message().text()).isEqualTo("10");
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesAMessagesIdForACursor(Mode mode) {
    String topic = gateway.newTopic();
    List<Published> published = gateway.backend().publishNumbers(topic, 1, 5);
    String id = published.get(1).id();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), id)) {
      assertThat(subscriber.inbox().texts(3)).containsExactlyElementsOf(Numbers.between(3, 5));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SSE_RAW", "SSE_JSON", "SSE_HTTP_2", "LONG_POLL", "POLL", "POLL_HTTP_2"})
  void tellsWhereItBeginsEvenIfNothingCame(Mode mode) {
    String topic = gateway.newTopic();
    gateway.backend().publish(topic, "before");
    String cursor;
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      cursor = subscriber.inbox().cursor();
    }
    gateway.backend().publish(topic, "missed");
    try (Subscriber again = mode.subscribe(gateway.publicUrl(), List.of(topic), cursor)) {
      assertThat(again.inbox().message().text()).isEqualTo("missed");
    }
  }

  @Test
  void fallsFromTransportToTransportWhileMessagesKeepComing() {
    String topic = gateway.newTopic();
    CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> {
      for (int number = 1; number <= 1000; number++) {
        gateway.backend().publish(topic, Integer.toString(number));
      }
    });
    List<String> received = new ArrayList<>();
    String cursor = "earliest";
    for (int hop = 0; received.size() < 1000; hop++) {
      Mode mode = Mode.values()[hop % Mode.values().length];
      if (!mode.tellsCursors()) {
        continue;
      }
      try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), cursor)) {
        Inbox inbox = subscriber.inbox();
        received.addAll(inbox.texts(Math.min(40, 1000 - received.size())));
        cursor = inbox.cursor();
      }
    }
    Await.value(publishing);
    assertThat(received).containsExactlyElementsOf(Numbers.between(1, 1000));
  }
}
