package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which topics clients without a token may subscribe to. */
@ContractTest
class AnonymousAccessTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults()
      .set("sluice.auth.anonymous.subscribe", "[\"one.*\",\"many.**\",\"a.b\"]"));

  @ParameterizedTest
  @EnumSource
  void allowsWhatAPatternCovers(Mode mode) {
    for (String topic : List.of("one.x", "many.x", "many.x.y.z", "a.b")) {
      try (Subscriber subscriber = mode.subscribe(gateway.publicUrl(), List.of(topic), null)) {
        gateway.backend().publish(topic, "allowed");
        assertThat(subscriber.inbox().message().text()).isEqualTo("allowed");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesTheRest(Mode mode) {
    for (String topic : List.of("one", "one.x.y", "more.x", "manyx", "a", "a.b.c", "b")) {
      Problem problem = Problem.of(mode.ask(gateway, List.of(topic), null));
      assertThat(problem.status()).as(topic).isIn(401, 403);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesSeveralTopicsOfWhichOneIsNotAllowed(Mode mode) {
    Problem problem = Problem.of(mode.ask(gateway, List.of("one.x", "secret"), null));

    assertThat(problem.status()).isIn(401, 403);
    assertThat(problem.detail()).contains("secret");
  }
}
