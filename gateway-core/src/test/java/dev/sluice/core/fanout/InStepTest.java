package dev.sluice.core.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.Publications;
import dev.sluice.core.topic.Registries;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is in step shares every batch, and the cost of encoding it. */
class InStepTest {
  private final FanoutScene scene = new FanoutScene(Registries.limits(5000, 100 << 20));

  @AfterEach
  void everyBatchWasReleased() {
    assertThat(scene.ws.unreleased()).isZero();
    assertThat(scene.sse.unreleased()).isZero();
  }

  @Test
  void encodesOnceForAllOfAFormat() {
    List<RecordingSink> crowd = scene.crowd("t", "latest", 100);
    RecordingSink sse = new RecordingSink(scene.sse);
    scene.subscribe("t", "latest", sse);

    for (int batch = 0; batch < 5; batch++) {
      scene.publishAndCrank("t", 3);
    }

    assertThat(scene.ws.encodes).isEqualTo(5);
    assertThat(scene.sse.encodes).isEqualTo(5);
    assertThat(sse.offsets()).hasSize(15);
    crowd.forEach(sink -> assertThat(sink.batches).isEqualTo(crowd.get(0).batches));
    assertThat(crowd.get(0).batches.get(1)).isEqualTo("t:1/4 t:1/5 t:1/6");
  }

  @Test
  void sharesTheSameBytes() {
    List<RecordingSink> crowd = scene.crowd("t", "latest", 3);

    scene.publishAndCrank("t", 2);

    String shared = crowd.get(0).batches.get(0);
    crowd.forEach(sink -> assertThat(sink.batches.get(0)).isSameAs(shared));
  }

  @Test
  void encodesNothingForAFormatThatNobodyHas() {
    scene.subscribe("t", "latest", new RecordingSink(scene.sse)).cancel();
    scene.crowd("t", "latest", 1);

    scene.publishAndCrank("t", 1);

    assertThat(scene.sse.encodes).isZero();
    assertThat(scene.ws.encodes).isEqualTo(1);
  }

  @Test
  void gathersWhatArrivesWhileTheLoopIsBusy() {
    RecordingSink sink = scene.crowd("t", "latest", 1).get(0);
    scene.executor.crank();

    scene.publish("t", 100);

    assertThat(scene.executor.crank()).isEqualTo(1);
    assertThat(sink.batches).hasSize(1);
  }

  @Test
  void encodesOnceForACrowdThatResumesFromOnePlace() {
    scene.publish("t", 20);
    List<RecordingSink> crowd = scene.crowd("t", "-5", 100);

    scene.executor.crank();

    assertThat(scene.ws.encodes).isEqualTo(1);
    crowd.forEach(sink -> assertThat(sink.offsets()).containsExactly(16L, 17L, 18L, 19L, 20L));
  }

  /** The first one's place in the walk goes to the last: one place is come to twice. */
  @Test
  void encodesForEachPlaceThatIsResumedFrom() {
    scene.publish("t", 20);
    List<RecordingSink> few = scene.crowd("t", "-2", 10);
    List<RecordingSink> more = scene.crowd("t", "-5", 10);

    scene.executor.crank();

    assertThat(scene.ws.encodes).isEqualTo(3);
    few.forEach(sink -> assertThat(sink.offsets()).containsExactly(19L, 20L));
    more.forEach(sink -> assertThat(sink.offsets()).hasSize(5));
  }

  @Test
  void takesAtMost1024MessagesABatch() {
    RecordingSink sink = scene.crowd("t", "latest", 1).get(0);
    RecordingSink resumed = scene.sink();

    scene.publish("t", 2500);
    scene.subscribe("t", scene.topic("t").position(0), resumed);
    scene.executor.crank();

    assertThat(sink.batches).hasSize(3);
    assertThat(sink.batches.get(0).split(" ")).hasSize(1024);
    assertThat(sink.offsets()).hasSize(2500).isSorted().doesNotHaveDuplicates();
    assertThat(resumed.offsets()).isEqualTo(sink.offsets());
    assertThat(resumed.batches).allMatch(batch -> batch.split(" ").length <= 1024);
  }

  @Test
  void takesAtMost64KibibytesABatchButAnyMessage() {
    RecordingSink sink = scene.crowd("t", "latest", 1).get(0);
    for (int bytes : new int[] {32 << 10, 32 << 10, 1, 100 << 10, 65 << 10, 1}) {
      scene.topics.append("t", Publications.ofSize(bytes));
    }

    scene.executor.crank();

    assertThat(sink.batches).containsExactly("t:1/1 t:1/2", "t:1/3", "t:1/4", "t:1/5", "t:1/6");
  }

  @Test
  void tellsWhatWasDelivered() {
    scene.crowd("t", "latest", 3);
    scene.subscribe("t", "latest", new RecordingSink(scene.sse));
    scene.publish("t", 2);
    clockGoesOn();
    scene.executor.crank();

    assertThat(scene.metrics.deliveries).containsEntry(Transport.WS, 6L);
    assertThat(scene.metrics.deliveries).containsEntry(Transport.SSE, 2L);
    assertThat(scene.metrics.bytes).containsEntry(Transport.WS, 3L * "t:1/1 t:1/2".length());
    assertThat(scene.metrics.drainedNanos).containsExactly(Duration.ofMillis(7).toNanos());
  }

  @Test
  void tellsWhatWasDeliveredToThoseWhoCatchUp() {
    scene.publish("t", 4);
    scene.crowd("t", "-3", 2);
    scene.executor.crank();

    assertThat(scene.metrics.deliveries).containsEntry(Transport.WS, 6L);
    assertThat(scene.metrics.bytes).containsEntry(Transport.WS, 2L * "t:1/2 t:1/3 t:1/4".length());
    assertThat(scene.metrics.drainedNanos).isEmpty();
  }

  private void clockGoesOn() {
    scene.clock.advance(Duration.ofMillis(7));
  }
}
