package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Numbers;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told.Received;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every message comes once and in order, whatever the transport. */
@ContractTest
class OrderTest {
  private static final int MESSAGES = 500;

  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults());

  @ParameterizedTest
  @EnumSource
  void givesEveryMessageOnceAndInOrder(Mode mode) {
    String topic = gateway.newTopic();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      List<Published> published = publishQuickly(topic);
      List<Received> received = subscriber.inbox().messages(MESSAGES);

      assertThat(received)
          .extracting(Received::text)
          .containsExactlyElementsOf(Numbers.between(1, MESSAGES));
      if (mode.tellsCursors()) {
        assertThat(received)
            .extracting(Received::id)
            .containsExactlyElementsOf(published.stream().map(Published::id).toList());
      }
      gateway.backend().publish(topic, "end");
      assertThat(subscriber.inbox().message().text()).isEqualTo("end");
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesOneTopicsMessagesToItsSubscribersOnly(Mode mode) {
    String topic = gateway.newTopic();
    String other = gateway.newTopic();
    try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
      gateway.backend().publish(other, "not for it");
      gateway.backend().publish(topic, "for it");

      assertThat(subscriber.inbox().message().text()).isEqualTo("for it");
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesManySubscribersTheSame(Mode mode) {
    String topic = gateway.newTopic();
    List<Subscriber> subscribers = new ArrayList<>();
    try {
      while (subscribers.size() < 10) {
        subscribers.add(mode.subscribe(gateway.publicUrl(), List.of(topic), null));
      }
      gateway.backend().publishNumbers(topic, 1, 50);

      for (Subscriber subscriber : subscribers) {
        assertThat(subscriber.inbox().texts(50)).containsExactlyElementsOf(Numbers.between(1, 50));
      }
    } finally {
      subscribers.forEach(Subscriber::close);
    }
  }

  /** In one large request, then in many small ones, then in a large one again. */
  private static List<Published> publishQuickly(String topic) {
    List<Published> published = new ArrayList<>();
    published.addAll(gateway.backend().publishNumbers(topic, 1, 300));
    for (int number = 301; number <= 400; number++) {
      published.add(gateway.backend().publish(topic, Integer.toString(number)));
    }
    published.addAll(gateway.backend().publishNumbers(topic, 401, MESSAGES));
    return published;
  }
}
