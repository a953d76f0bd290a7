package dev.sluice.core.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Race;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What belongs to a loop says so when another thread touches it. */
class ConfinementTest {
  private final FanoutScene scene = new FanoutScene();
  private final Subscription<String> subscription = scene.subscribe("t", "latest", scene.sink());

  @Test
  void subscribing() {
    assertConfined(() -> scene.loop.subscribe("t", subscription.position(), scene.sink()));
  }

  @Test
  void closingLanes() {
    assertConfined(scene.loop::closeEmptyLanes);
  }

  @Test
  void countingLanes() {
    assertConfined(scene.loop::laneCount);
  }

  @Test
  void draining() {
    assertConfined(scene.executor::turn);
  }

  @Test
  void cancelling() {
    assertConfined(subscription::cancel);
  }

  @Test
  void becomingWritable() {
    assertConfined(subscription::onWritable);
  }

  @Test
  void publishingIsForAnyThread() throws Exception {
    new Race().with(() -> scene.publish("t", 1)).run();

    scene.executor.crank();
    assertThat(subscription.position().offset()).isEqualTo(1);
  }

  private static void assertConfined(Race.Leg call) {
    assertThatThrownBy(() -> new Race().with(call).run())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(AssertionError.class);
  }
}
