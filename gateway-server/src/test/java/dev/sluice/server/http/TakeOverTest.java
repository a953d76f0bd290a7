package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Connections that are given to others. */
class TakeOverTest {
  private static final String HELD = "GET /held HTTP/1.1\r\nHost: x\r\n\r\n";

  @AutoClose
  private final HttpScene scene = new HttpScene();

  private final Taker taker = new Taker();

  @Test
  void leavesNothingButTheTaker() {
    scene.channel.receive(HELD);
    takeOver(new Response(200));

    assertThat(scene.channel.pipeline().toMap().values()).containsExactly(taker);
  }

  @Test
  void writesTheHeadAndLeavesTheFlushToTheTaker() {
    scene.channel.receive(HELD);
    takeOver(new Response(200).header("A", "b"));
    assertThat(scene.channel.sent()).isEmpty();

    scene.channel.write(Unpooled.copiedBuffer("3\r\n", StandardCharsets.US_ASCII));
    scene.channel.flush();
    assertThat(scene.channel.sent())
        .startsWith("HTTP/1.1 200 OK\r\n")
        .endsWith("A: b\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n");
  }

  @Test
  void framesNothingInHttp10() {
    scene.channel.receive("GET /held HTTP/1.0\r\n\r\n");
    assertThat(scene.router.held.get(0).streamFraming()).isEqualTo(StreamFraming.NONE);
    takeOver(new Response(200));

    scene.channel.flush();
    assertThat(scene.channel.sent()).endsWith("Connection: close\r\n\r\n");
  }

  @Test
  void givesTheTakerWhatFollowsTheRequest() {
    for (String rest : new String[] {"", "x", "GET /2 HTTP/1.1\r\nHost: x\r\n\r\n"}) {
      try (HttpScene own = new HttpScene()) {
        Taker ownTaker = new Taker();
        own.channel.receive(HELD + rest);
        own.router.held.get(0).takeOver(new Response(101), ownTaker);
        own.channel.receive("more");

        assertThat(ownTaker.received).hasToString(rest + "more");
      }
    }
  }

  @Test
  void readsAgainWhatWasStoppedBefore() {
    scene.channel.receive(HELD);
    scene.channel.receive(new byte[100_000]);
    assertThat(scene.channel.config().isAutoRead()).isFalse();
    takeOver(new Response(101));

    assertThat(scene.channel.config().isAutoRead()).isTrue();
    assertThat(taker.received).hasSize(100_000);
  }

  @Test
  void watchesNoTimeAnyMore() {
    scene.channel.receive(HELD);
    takeOver(new Response(200));
    scene.advance(Duration.ofDays(1));

    assertThat(scene.channel.isOpen()).isTrue();
  }

  @Test
  void letsPagesReadIt() {
    scene.channel.receive("GET /held HTTP/1.1\r\nHost: x\r\nOrigin: http://p\r\n\r\n");
    takeOver(new Response(200));
    scene.channel.flush();

    assertThat(scene.channel.sent()).contains("Access-Control-Allow-Origin: *\r\n");
  }

  private void takeOver(Response head) {
    scene.router.held.get(0).takeOver(head, taker);
  }

  private static final class Taker extends ChannelInboundHandlerAdapter {
    private final StringBuilder received = new StringBuilder();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      received.append(bytes.toString(StandardCharsets.ISO_8859_1));
      bytes.release();
    }
  }
}
