package dev.sluice.server.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.metrics.Transport;
import dev.sluice.server.Logged;
import dev.sluice.server.contract.harness.ManualClock;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TracesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ManualClock clock = new ManualClock();
  private final Traces traces = new Traces(clock);

  @Test
  void tellsWhatAUsersConnectionsDo() {
    traces.begin(Trace.Subject.USER, "alice", MINUTE);
    try (Logged log = Logged.by(Traces.LOGGER)) {
      traces.tell(new Somebody(35, "alice"), "opened", () -> "topics [a]\nb");
      traces.tell(new Somebody(36, "bob"), "opened", () -> "topics [a]");
      traces.tell(new Somebody(37, "alice"), "closed", () -> "");

      assertThat(log.messages())
          .containsExactly(
              "trace 1: connection z (ws) opened: topics [a]?b",
              "trace 1: connection 11 (ws) closed");
      assertThat(log.values().get(0))
          .containsExactly(
              "trace=\"1\"",
              "connection=\"z\"",
              "user=\"alice\"",
              "transport=\"ws\"",
              "event=\"opened\"",
              "detail=\"topics [a]\nb\"");
    }
  }

  @Test
  void asksNobodyForADetailThatNobodyWants() {
    AtomicInteger asked = new AtomicInteger();
    traces.begin(Trace.Subject.CONNECTION, "z", MINUTE);

    traces.tell(new Somebody(36, "alice"), "gap", () -> "asked " + asked.incrementAndGet());

    assertThat(asked).hasValue(0);
  }

  @Test
  void endsInTimeEvenWhereNobodySweeps() {
    traces.begin(Trace.Subject.CONNECTION, "z", MINUTE);
    try (Logged log = Logged.by(Traces.LOGGER)) {
      clock.advance(MINUTE);
      traces.tell(new Somebody(35, ""), "gap", () -> "");

      assertThat(log.messages()).isEmpty();
    }
    assertThat(traces.active()).hasSize(1);
    traces.expire();
    assertThat(traces.active()).isEmpty();
  }

  @Test
  void makesRoomWhenTheTimeOfOneIsUp() {
    for (int i = 0; i < Traces.MAX; i++) {
      assertThat(traces.begin(Trace.Subject.USER, "u" + i, MINUTE)).isNotNull();
    }
    assertThat(traces.begin(Trace.Subject.USER, "more", MINUTE)).isNull();
    clock.advance(MINUTE);

    assertThat(traces.begin(Trace.Subject.USER, "more", MINUTE)).isNotNull();
    assertThat(traces.active()).hasSize(1);
  }

  /** A subscriber who is nothing but a number and a name. */
  private record Somebody(long id, String user) implements Subscriber {
    @Override
    public long sinceMillis() {
      return 0;
    }

    @Override
    public String issuer() {
      return "";
    }

    @Override
    public Channel channel() {
      return new EmbeddedChannel();
    }

    @Override
    public Transport transport() {
      return Transport.WS;
    }

    @Override
    public int topicCount() {
      return 0;
    }

    @Override
    public List<String> topics(int most) {
      return List.of();
    }

    @Override
    public boolean subscribesTo(String topic) {
      return false;
    }

    @Override
    public long lag() {
      return 0;
    }

    @Override
    public void disconnect(String reason) {
      throw new AssertionError("nobody asked for it");
    }
  }
}
