package dev.sluice.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.time.Rate;
import dev.sluice.server.http.HttpChannel;
import dev.sluice.server.http.Refusal;
import dev.sluice.server.limits.Quota;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who is let in, and what the others are told. */
class EntranceTest {
  private static final String OTHER = "192.0.2.2";
  private static final String GET = "GET /here HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final Quota ONE = new Quota(1, Rate.UNLIMITED, 0, Rate.UNLIMITED, Rate.UNLIMITED);
  private static final Quota ONE_A_SECOND =
      new Quota(0, Rate.perSecond(1), 0, Rate.UNLIMITED, Rate.UNLIMITED);

  @Test
  void refusesAnAddressWhatItHasTooManyOf() {
    NetScene scene = new NetScene(10, Quota.UNLIMITED, ONE);
    HttpChannel first = scene.connect(NetScene.CLIENT);
    HttpChannel second = scene.connect(NetScene.CLIENT);
    HttpChannel other = scene.connect(OTHER);

    assertThat(second.sent())
        .startsWith("HTTP/1.1 429 Too Many Requests\r\n")
        .contains("Retry-After: 2\r\n", "the limit of 1 connections per client address");
    assertThat(second.isOpen()).isFalse();
    assertThat(scene.refusals).containsExactly(Refusal.TOO_MANY_REQUESTS);
    assertThat(answer(other)).startsWith("HTTP/1.1 200 ");
    assertThat(scene.connections.open()).isEqualTo(2);
    first.close();
    assertThat(answer(scene.connect(NetScene.CLIENT))).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void tellsAnAddressThatComesTooOftenWhenToComeBack() {
    NetScene scene = new NetScene(10, Quota.UNLIMITED, ONE_A_SECOND);
    scene.connect(NetScene.CLIENT).close();

    assertThat(scene.connect(NetScene.CLIENT).sent())
        .startsWith("HTTP/1.1 429 ")
        .contains("Retry-After: 1\r\n");
    assertThat(answer(scene.connect(OTHER))).startsWith("HTTP/1.1 200 ");
    scene.loop.advance(Duration.ofSeconds(1));
    assertThat(answer(scene.connect(NetScene.CLIENT))).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void refusesWhoComesBeforeAllMay() {
    NetScene scene = new NetScene(10, ONE_A_SECOND, Quota.UNLIMITED);
    scene.connect(NetScene.CLIENT);

    assertThat(scene.connect(OTHER).sent())
        .startsWith("HTTP/1.1 503 ")
        .contains("Retry-After: 1\r\n", "the limit of 1 new connections in 1 s in all");
    assertThat(scene.refusals).containsExactly(Refusal.CONNECTION_RATE);
    assertThat(scene.connections.open()).isEqualTo(1);
  }

  @Test
  void letsNobodyInWhileMemoryIsShortAndServesWhoIsThere() {
    NetScene scene = new NetScene(10);
    HttpChannel before = scene.connect(NetScene.CLIENT);
    scene.gauge.collect(900);
    scene.memory.look();

    assertThat(scene.connect(OTHER).sent())
        .startsWith("HTTP/1.1 503 ")
        .contains("Retry-After: ", "memory is short");
    assertThat(scene.refusals).containsExactly(Refusal.MEMORY);
    assertThat(answer(before)).startsWith("HTTP/1.1 200 ");
    scene.gauge.collect(100);
    scene.memory.look();
    assertThat(answer(scene.connect(OTHER))).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void countsTheClientThatAProxyTells() {
    NetScene scene = new NetScene(10, Quota.UNLIMITED, ONE);
    HttpChannel first = behindProxy(scene, NetScene.CLIENT);
    assertThat(first.sent()).startsWith("HTTP/1.1 200 ");
    HttpChannel second = behindProxy(scene, NetScene.CLIENT);

    assertThat(second.sent()).startsWith("HTTP/1.1 429 ").doesNotContain("/here");
    assertThat(second.isOpen()).isFalse();
    assertThat(behindProxy(scene, OTHER).sent()).startsWith("HTTP/1.1 200 ");
    first.close();
    assertThat(behindProxy(scene, NetScene.CLIENT).sent()).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void doesNotCountAProxyForItself() {
    NetScene scene = new NetScene(10, Quota.UNLIMITED, ONE);
    for (int i = 0; i < 3; i++) {
      HttpChannel channel = scene.connect(NetScene.PROXY);
      channel.receive("PROXY UNKNOWN\r\n" + GET);
      assertThat(channel.sent()).startsWith("HTTP/1.1 200 ");
    }
  }

  private static HttpChannel behindProxy(NetScene scene, String client) {
    HttpChannel channel = scene.connect(NetScene.PROXY);
    channel.receive("PROXY TCP4 " + client + " 198.51.100.1 5555 443\r\n" + GET);
    return channel;
  }

  private static String answer(HttpChannel channel) {
    channel.receive(GET);
    return channel.sent();
  }
}
