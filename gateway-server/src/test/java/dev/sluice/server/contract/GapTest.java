package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Numbers;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told;
import dev.sluice.server.contract.harness.Told.Ended;
import dev.sluice.server.contract.harness.Told.Gap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loss is told, once and exactly, and then it goes on with the oldest message held. */
@ContractTest
class GapTest {
  private static final int HELD = 10;
  private static final Ended LAGGED = new Ended(4008, "lagged");

  @RegisterExtension
  static final Gateway gateway =
      Gateway.start(Settings.defaults().set("sluice.topics.max-messages", Integer.toString(HELD)));

  @ParameterizedTest
  @EnumSource
  void tellsHowManyWereMissed(Mode mode) {
    String topic = gateway.newTopic();
    Published seen = gateway.backend().publish(topic, "seen");
    List<Published> more = gateway.backend().publishNumbers(topic, 1, 30);
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), seen.id())) {
      if (isClosedInstead(mode, subscriber)) {
        return;
      }
      String lastMissed = more.get(19).id();
      assertThat(subscriber.inbox().gap())
          .isEqualTo(new Gap(topic, seen.id(), lastMissed, 20L, "overrun"));
      assertThat(subscriber.inbox().texts(HELD)).isEqualTo(Numbers.between(21, 30));
      gateway.backend().publish(topic, "31");
      assertThat(subscriber.inbox().message().text()).isEqualTo("31");
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsNothingWhereTheNextMessageIsJustHeld(Mode mode) {
    String topic = gateway.newTopic();
    Published seen = gateway.backend().publish(topic, "seen");
    gateway.backend().publishNumbers(topic, 1, HELD);
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), seen.id())) {
      assertThat(subscriber.inbox().texts(HELD)).isEqualTo(Numbers.between(1, HELD));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WS_RAW")
  void goesOnFromTheEndOfAGap(Mode mode) {
    String topic = gateway.newTopic();
    Published seen = gateway.backend().publish(topic, "seen");
    gateway.backend().publishNumbers(topic, 1, 30);
    String to;
    try (Subscriber first = mode.subscribe(gateway.publicUrl(), List.of(topic), seen.id())) {
      to = first.inbox().gap().to();
    }
    try (Subscriber second = mode.subscribe(gateway.publicUrl(), List.of(topic), to)) {
      assertThat(second.inbox().texts(HELD)).isEqualTo(Numbers.between(21, 30));
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsASubscriberAtOnceThatItsTopicWasDeleted(Mode mode) {
    String topic = gateway.newTopic();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      Published seen = gateway.backend().publish(topic, "seen");
      assertThat(subscriber.inbox().message().text()).isEqualTo("seen");
      gateway.backend().delete(topic);
      if (isClosedInstead(mode, subscriber)) {
        return;
      }
      checkEpochGap(subscriber.inbox().gap(), topic, seen.id());
      gateway.backend().publish(topic, "new life");
      assertThat(subscriber.inbox().message().text()).isEqualTo("new life");
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhoReturnsThatItsTopicWasDeleted(Mode mode) {
    String topic = gateway.newTopic();
    Published seen = gateway.backend().publish(topic, "seen");
    gateway.backend().delete(topic);
    gateway.backend().publish(topic, "new life");
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), seen.id())) {
      if (isClosedInstead(mode, subscriber)) {
        return;
      }
      checkEpochGap(subscriber.inbox().gap(), topic, seen.id());
      assertThat(subscriber.inbox().message().text()).isEqualTo("new life");
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhoReturnsBeforeTheNewLifeHasAMessage(Mode mode) {
    String topic = gateway.newTopic();
    Published seen = gateway.backend().publish(topic, "seen");
    gateway.backend().delete(topic);
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), seen.id())) {
      if (isClosedInstead(mode, subscriber)) {
        return;
      }
      checkEpochGap(subscriber.inbox().gap(), topic, seen.id());
      gateway.backend().publish(topic, "new life");
      assertThat(subscriber.inbox().message().text()).isEqualTo("new life");
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"WS_RAW", "SSE_RAW"})
  void tellsWhichOfSeveralTopicsHasAGap(Mode mode) {
    String lapped = gateway.newTopic();
    String whole = gateway.newTopic();
    String cursor;
    List<String> topics = List.of(lapped, whole);
    try (Subscriber first = Mode.SSE_JSON.subscribe(gateway.publicUrl(), topics, null)) {
      cursor = first.inbox().cursor();
    }
    gateway.backend().publishNumbers(lapped, 1, HELD + 5);
    gateway.backend().publish(whole, "kept");
    try (Subscriber second = mode.subscribe(gateway.publicUrl(), topics, cursor)) {
      List<Told> told = collect(second, HELD + 2);

      assertThat(told).filteredOn(Gap.class::isInstance).singleElement().satisfies(gap -> {
        assertThat(((Gap) gap).topic()).isEqualTo(lapped);
        assertThat(((Gap) gap).missed()).isEqualTo(5);
      });
      assertThat(textsOf(told, lapped)).isEqualTo(Numbers.between(6, HELD + 5));
      assertThat(textsOf(told, whole)).containsExactly("kept");
    }
  }

  private static List<Told> collect(Subscriber subscriber, int count) {
    List<Told> collected = new ArrayList<>();
    while (collected.size() < count) {
      Told told = subscriber.inbox().next();
      if (told instanceof Gap || told instanceof Told.Received) {
        collected.add(told);
      }
    }
    return collected;
  }

  private static List<String> textsOf(List<Told> told, String topic) {
    return told.stream()
        .filter(Told.Received.class::isInstance)
        .map(Told.Received.class::cast)
        .filter(message -> topic.equals(message.topic()))
        .map(Told.Received::text)
        .toList();
  }

  private static void checkEpochGap(Gap gap, String topic, String from) {
    assertThat(gap).isEqualTo(new Gap(topic, from, gap.to(), null, "epoch"));
    assertThat(gap.to()).isNotEqualTo(from);
  }

  /** Raw frames have no room for a notice. */
  private static boolean isClosedInstead(Mode mode, Subscriber subscriber) {
    if (mode != Mode.WS_RAW) {
      return false;
    }
    assertThat(subscriber.inbox().end()).isEqualTo(LAGGED);
    return true;
  }
}
