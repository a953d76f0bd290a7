package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Numbers;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawStream;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscribe;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told.Received;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One subscription to several topics, and the one cursor that covers them all. */
@ContractTest
class SeveralTopicsTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults());

  /** Where a covering cursor is told; {@code sluice.v1} has one per topic. */
  static Stream<Mode> covering() {
    return Stream.of(Mode.values()).filter(m -> m.tellsCursors() && m != Mode.WS_SLUICE);
  }

  static Stream<Arguments> pairs() {
    return covering().flatMap(from -> Stream.of(Mode.values()).map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @EnumSource
  void givesEachTopicsMessagesOnceAndInOrder(Mode mode) {
    List<String> topics = gateway.newTopics(3);
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), topics, null)) {
      for (String topic : topics) {
        gateway.backend().publishNumbers(topic, 1, 50);
      }
      List<Received> received = subscriber.inbox().messages(150);

      if (mode.hasEnvelope()) {
        for (String topic : topics) {
          assertThat(received)
              .filteredOn(message -> topic.equals(message.topic()))
              .extracting(Received::text)
              .containsExactlyElementsOf(Numbers.between(1, 50));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void goesOnInEachTopicWithExactlyWhatWasMissed(Mode from, Mode to) {
    List<String> topics = gateway.newTopics(3);
    String cursor = cursorAfterOneRound(from, topics);
    publishRound(topics, "missed");
    List<String> inAnotherOrder = reversed(topics);
    try (Subscriber second = to.subscribe(gateway.publicUrl(), inAnotherOrder, cursor)) {
      assertThat(second.inbox().texts(3))
          .containsExactlyInAnyOrderElementsOf(textsOfRound(topics, "missed"));
      publishRound(topics, "new");
      assertThat(second.inbox().texts(3))
          .containsExactlyInAnyOrderElementsOf(textsOfRound(topics, "new"));
    }
  }

  @ParameterizedTest
  @MethodSource("covering")
  void coversEachTopicByItself(Mode from) {
    List<String> topics = gateway.newTopics(3);
    String cursor = cursorAfterOneRound(from, topics);
    publishRound(topics, "missed");
    for (String topic : topics) {
      for (Mode to : Mode.values()) {
        try (Subscriber second = to.subscribe(gateway.publicUrl(), List.of(topic), cursor)) {
          assertThat(second.inbox().message().text()).isEqualTo("missed of " + topic);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesACursorThatLeavesATopicOut(Mode mode) {
    List<String> topics = gateway.newTopics(2);
    String id = gateway.backend().publish(topics.get(0), "only here").id();
    Problem problem = Problem.of(mode.ask(gateway, topics, id));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail()).contains("cursor").contains(topics.get(1));
  }

  @ParameterizedTest
  @EnumSource
  void appliesSpecialCursorsToEachTopicByItself(Mode mode) {
    List<String> topics = gateway.newTopics(2);
    gateway.backend().publishNumbers(topics.get(0), 1, 5);
    gateway.backend().publishNumbers(topics.get(1), 11, 15);
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), topics, "-2")) {
      assertThat(subscriber.inbox().texts(4)).containsExactlyInAnyOrder("4", "5", "14", "15");
    }
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), topics, "earliest")) {
      List<String> all = new ArrayList<>(Numbers.between(1, 5));
      all.addAll(Numbers.between(11, 15));
      assertThat(subscriber.inbox().texts(10)).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @ParameterizedTest
  @MethodSource("covering")
  void losesNothingWhereverItIsInterrupted(Mode mode) {
    List<String> topics = gateway.newTopics(2);
    List<Received> received = new ArrayList<>();
    String cursor = "earliest";
    for (int round = 0; round < 10; round++) {
      gateway.backend().publishNumbers(topics.get(0), round * 10 + 1, round * 10 + 10);
      gateway.backend().publishNumbers(topics.get(1), round * 10 + 1, round * 10 + 10);
      try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), topics, cursor)) {
        received.addAll(subscriber.inbox().messages(20));
        cursor = subscriber.inbox().cursor();
      }
    }
    if (mode.hasEnvelope()) {
      for (String topic : topics) {
        assertThat(received)
            .filteredOn(message -> topic.equals(message.topic()))
            .extracting(Received::text)
            .containsExactlyElementsOf(Numbers.between(1, 100));
      }
    } else {
      assertThat(received).hasSize(200);
    }
  }

  @Test
  void usesEnvelopesWhereNothingElseWasAskedFor() {
    List<String> topics = gateway.newTopics(2);
    gateway.backend().publish(topics.get(0), "text");
    gateway.backend().publish(topics.get(1), "text");
    Subscribe subscribe = Subscribe.to(gateway.publicUrl(), topics).with("cursor", "earliest");
    try (RawStream events = RawStream.events(gateway, subscribe)) {
      assertThat(events.blockWithData()).anyMatch(line -> line.startsWith("data: {\"topic\":"));
    }
    String target = subscribe.uri().getRawPath() + "?" + subscribe.uri().getRawQuery();
    RawConnection connection = RawConnection.to(gateway.publicAddress());
    try (RawWebSocket webSocket = RawWebSocket.open(connection, target)) {
      String frame = webSocket.read().text();
      while (frame.startsWith("{\"cursor\":")) {
        frame = webSocket.read().text();
      }
      assertThat(frame).startsWith("{\"topic\":");
    }
  }

  @Test
  void namesThePositionInTheLastBlockWithDataOfAFlush() {
    List<String> topics = gateway.newTopics(2);
    gateway.backend().publishNumbers(topics.get(0), 1, 20);
    gateway.backend().publishNumbers(topics.get(1), 1, 20);
    Subscribe subscribe = Subscribe.to(gateway.publicUrl(), topics).with("cursor", "earliest");
    try (RawStream events = RawStream.events(gateway, subscribe)) {
      String lastId = "";
      for (int messages = 0; messages < 40; messages++) {
        List<String> block = events.blockWithData();
        lastId =
            block.stream().filter(line -> line.startsWith("id:")).findFirst().orElse("");
      }
      assertThat(lastId).startsWith("id:");
      gateway.backend().publish(topics.get(0), "last");
      assertThat(events.block())
          .anyMatch(line -> line.startsWith("data:"))
          .anyMatch(line -> line.startsWith("id:"));
    }
  }

  private static String cursorAfterOneRound(Mode mode, List<String> topics) {
    try (Subscriber first = mode.subscribe(gateway.publicUrl(), topics, null)) {
      publishRound(topics, "seen");
      assertThat(first.inbox().texts(topics.size()))
          .containsExactlyInAnyOrderElementsOf(textsOfRound(topics, "seen"));
      return first.inbox().cursor();
    }
  }

  private static void publishRound(List<String> topics, String what) {
    topics.forEach(topic -> gateway.backend().publish(topic, what + " of " + topic));
  }

  private static List<String> textsOfRound(List<String> topics, String what) {
    return topics.stream().map(topic -> what + " of " + topic).toList();
  }

  private static List<String> reversed(List<String> topics) {
    List<String> reversed = new ArrayList<>(topics);
    Collections.reverse(reversed);
    return reversed;
  }
}
