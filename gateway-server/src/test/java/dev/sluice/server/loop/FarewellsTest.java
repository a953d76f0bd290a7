package dev.sluice.server.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When connections are asked to leave; time is advanced by hand. */
class FarewellsTest {
  private static final Duration TICK = Duration.ofNanos(GatewayLoop.TICK_NANOS);
  private static final Duration SPREAD = TICK.multipliedBy(50);

  private final LoopByHand loop = LoopByHand.begin();
  private final List<EmbeddedChannel> channels = new ArrayList<>();
  private int told;

  @Test
  void asksAsManyEachTickAsItTakesToBeThroughInTime() {
    connect(10_000);
    drain(SPREAD);

    List<Integer> toldByTick = new ArrayList<>(List.of(told));
    for (int tick = 0; tick < 50; tick++) {
      toldByTick.add(toldIn(TICK));
    }
    assertThat(toldByTick).allMatch(count -> count >= 196 && count <= 197);
    assertThat(told).isEqualTo(10_000);
  }

  @Test
  void letsAFewNotWait() {
    connect(3);
    drain(SPREAD);

    assertThat(told).isEqualTo(1);
    assertThat(toldIn(TICK)).isEqualTo(1);
    assertThat(toldIn(TICK)).isEqualTo(1);
    assertThat(toldIn(SPREAD)).isZero();
  }

  @Test
  void catchesUpWhereTheLoopWasLate() {
    connect(1000);
    drain(SPREAD);
    toldIn(SPREAD.multipliedBy(2));

    assertThat(told).isEqualTo(1000);
  }

  @Test
  void asksAllAtOnceWhereThereIsNoTime() {
    connect(1000);
    drain(Duration.ZERO);

    assertThat(told).isEqualTo(1000);
  }

  @Test
  void passesOverThoseThatHaveLeft() {
    connect(100);
    drain(SPREAD);
    channels.forEach(EmbeddedChannel::close);
    int before = told;

    assertThat(toldIn(SPREAD)).isZero();
    assertThat(before).isEqualTo(1);
  }

  @Test
  void asksWhoIsAcceptedAtTheLastMoment() {
    drain(SPREAD);
    connect(1);

    assertThat(toldIn(TICK)).isEqualTo(1);
  }

  private void connect(int count) {
    for (int i = 0; i < count; i++) {
      EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter() {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
          told += event instanceof Drain ? 1 : 0;
        }
      });
      channels.add(channel);
      loop.loop().register(channel);
    }
  }

  private void drain(Duration spread) {
    loop.loop().drain(new Drain(spread.toNanos(), 1, 1));
  }

  private int toldIn(Duration time) {
    int before = told;
    loop.advance(time);
    return told - before;
  }
}
