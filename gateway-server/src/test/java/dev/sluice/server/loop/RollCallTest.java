package dev.sluice.server.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollCallTest {
  private final LoopByHand loop = LoopByHand.begin();
  private final List<String> events = new ArrayList<>();
  private final List<EmbeddedChannel> channels = new ArrayList<>();

  @Test
  void asksEveryConnectionAndThenSaysSo() {
    connect(3);

    loop.loop().callRoll(new RollCall(subscriber -> {}), () -> events.add("end"));

    assertThat(events).containsExactly("asked", "asked", "asked", "end");
  }

  @Test
  void endsAtOnceWhereThereIsNobody() {
    loop.loop().callRoll(new RollCall(subscriber -> {}), () -> events.add("end"));

    assertThat(events).containsExactly("end");
  }

  @Test
  void letsOtherThingsHappenWhereThereAreMany() {
    connect(1000);

    loop.loop().callRoll(new RollCall(subscriber -> {}), () -> events.add("end"));
    loop.loop().execute(() -> events.add("other"));
    int before = events.size();
    channels.get(999).close();
    loop.turn();

    assertThat(before).isBetween(1, 999);
    assertThat(events.indexOf("other")).isLessThan(events.size() - 2);
    assertThat(events).endsWith("end");
    assertThat(events.stream().filter("asked"::equals)).hasSizeBetween(999, 1000);
  }

  private void connect(int count) {
    for (int i = 0; i < count; i++) {
      EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter() {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
          events.add("asked");
        }
      });
      channels.add(channel);
      loop.loop().register(channel);
    }
  }
}
