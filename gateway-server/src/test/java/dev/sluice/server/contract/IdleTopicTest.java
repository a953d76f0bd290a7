package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told.Gap;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Topics that nobody uses go away by themselves. */
@ContractTest
class IdleTopicTest {
  @RegisterExtension
  static final Gateway gateway =
      Gateway.start(Settings.defaults().set("sluice.topics.idle-timeout", "1m"));

  @Test
  void goesAwayAndTellsWhoComesBackWhileOneWithSubscribersStays() {
    Published seen = gateway.backend().publish("idle", "for a while");
    try (Subscriber subscriber =
        Mode.SSE_JSON.subscribe(gateway.publicUrl(), List.of("listened"), null)) {
      gateway.clock().advance(Duration.ofMinutes(2));
      Await.until(
          "the idle topic goes away",
          () -> Http.get(gateway.backend().topicUrl("idle")).statusCode() == 404);
      gateway.backend().publish("listened", "same life");
      assertThat(subscriber.inbox().message().text()).isEqualTo("same life");
    }
    try (Subscriber back = Mode.POLL.subscribe(gateway.publicUrl(), List.of("idle"), seen.id())) {
      Gap gap = back.inbox().gap();
      assertThat(gap).isEqualTo(new Gap("idle", seen.id(), gap.to(), null, "epoch"));
    }
  }
}
