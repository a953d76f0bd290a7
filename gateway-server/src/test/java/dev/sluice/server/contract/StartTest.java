package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Numbers;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a subscription begins: the special cursors, and what is no cursor. */
@ContractTest
class StartTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults());

  @ParameterizedTest
  @EnumSource
  void givesAllThatIsHeldFromEarliest(Mode mode) {
    String topic = topicWithFive();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), "earliest")) {
      assertThat(subscriber.inbox().texts(5)).isEqualTo(Numbers.between(1, 5));
      gateway.backend().publish(topic, "6");
      assertThat(subscriber.inbox().message().text()).isEqualTo("6");
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesTheLastN(Mode mode) {
    String topic = topicWithFive();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), "-2")) {
      assertThat(subscriber.inbox().texts(2)).isEqualTo(Numbers.between(4, 5));
      gateway.backend().publish(topic, "6");
      assertThat(subscriber.inbox().message().text()).isEqualTo("6");
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesWhatThereIsWhereNIsMore(Mode mode) {
    String topic = topicWithFive();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), "-100")) {
      assertThat(subscriber.inbox().texts(5)).isEqualTo(Numbers.between(1, 5));
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesOnlyWhatComesFromLatest(Mode mode) {
    String topic = topicWithFive();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), "latest")) {
      gateway.backend().publish(topic, "6");
      assertThat(subscriber.inbox().message().text()).isEqualTo("6");
    }
  }

  @ParameterizedTest
  @EnumSource
  void waitsForATopicThatIsNotThereYet(Mode mode) {
    String topic = gateway.newTopic();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), "earliest")) {
      gateway.backend().publish(topic, "first");
      assertThat(subscriber.inbox().message().text()).isEqualTo("first");
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesEveryCharacterThatATopicMayHave(Mode mode) {
    String topic = "Az09_-.a:b@c~d+e=f,g." + gateway.newTopic();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      gateway.backend().publish(topic, "here");
      assertThat(subscriber.inbox().message().text()).isEqualTo("here");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsNoCursor(Mode mode) {
    for (String cursor : List.of("nonsense", "-x", "-1.5", "EARLIEST!", "%00")) {
      Problem problem = Problem.of(mode.ask(gateway, List.of("a"), cursor));

      assertThat(problem.status()).as(cursor).isEqualTo(400);
      assertThat(problem.detail()).as(cursor).contains("cursor");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesACursorOfAnotherTopic(Mode mode) {
    String id = gateway.backend().publish(gateway.newTopic(), "elsewhere").id();
    Problem problem = Problem.of(mode.ask(gateway, List.of(gateway.newTopic()), id));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail()).contains("cursor");
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsNoTopic(Mode mode) {
    for (String topic : List.of("a..b", ".a", "a.", "a b", "ä", "a*", "x".repeat(256))) {
      Problem problem = Problem.of(mode.ask(gateway, List.of(topic), null));

      assertThat(problem.status()).as(topic).isEqualTo(400);
      assertThat(problem.detail()).as(topic).contains("topic");
    }
  }

  private static String topicWithFive() {
    String topic = gateway.newTopic();
    gateway.backend().publishNumbers(topic, 1, 5);
    return topic;
  }
}
