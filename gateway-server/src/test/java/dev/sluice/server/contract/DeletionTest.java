package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A topic that is deleted again and again while messages come: told each time, never mixed up. */
@ContractTest
class DeletionTest {
  private static final int MESSAGES = 3000;
  private static final int DELETIONS = 30;

  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults());

  @Test
  void neverRepeatsReordersOrStopsWhateverIsDeleted() {
    String topic = gateway.newTopic();
    List<Subscriber> subscribers = new ArrayList<>();
    try {
      for (int i = 0; i < 3 * Mode.values().length; i++) {
        Mode mode = Mode.values()[i % Mode.values().length];
        subscribers.add(mode.subscribe(gateway.publicUrl(), List.of(topic), null));
      }
      CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> publish(topic));
      for (int i = 0; i < DELETIONS; i++) {
        Http.send("DELETE", gateway.backend().topicUrl(topic));
      }
      Await.value(publishing);
      gateway.backend().publishNumbers(topic, MESSAGES + 1, MESSAGES + 1);
      subscribers.forEach(DeletionTest::check);
    } finally {
      subscribers.forEach(Subscriber::close);
    }
  }

  private static void publish(String topic) {
    for (int first = 1; first <= MESSAGES; first += 10) {
      gateway.backend().publishNumbers(topic, first, first + 9);
    }
  }

  /** Numbers rise, what is missing was told to be gone, and the last one comes. */
  private static void check(Subscriber subscriber) {
    int last = 0;
    boolean gap = false;
    while (last <= MESSAGES) {
      Told told = subscriber.inbox().next();
      if (told instanceof Told.Received message) {
        int number = Integer.parseInt(message.text());
        assertThat(number).isGreaterThan(last);
        assertThat(gap || number == last + 1).as("%s after %s", number, last).isTrue();
        last = number;
        gap = false;
      } else if (told instanceof Told.Gap notice) {
        assertThat(notice.reason()).isEqualTo("epoch");
        gap = true;
      } else if (told instanceof Told.Ended ended) {
        assertThat(ended).isEqualTo(new Told.Ended(4008, "lagged"));
        return;
      }
    }
  }
}
