package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.metrics.Transport;
import dev.sluice.core.time.GatewayClock;
import dev.sluice.core.topic.InvalidCursorException;
import dev.sluice.server.auth.Access;
import dev.sluice.server.auth.ConfiguredAccess;
import dev.sluice.server.loop.LoopByHand;
import dev.sluice.server.transport.sse.SseSyntax;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A connection whose answer goes on, by the example of an event stream. */
class StreamTransportTest {
  private static final Access ACCESS = ConfiguredAccess.of(GatewayClock.SYSTEM);
  private static final Duration HEARTBEAT = Duration.ofSeconds(25);

  @AutoClose
  private final Subscriber subscriber = new Subscriber((topics, counts) -> new StreamTransport(
      new SseSyntax(Duration.ofSeconds(2), ByteBufAllocator.DEFAULT),
      new Starts(topics, ACCESS, GatewayClock.SYSTEM),
      ACCESS,
      HEARTBEAT,
      counts));

  @Test
  void opensWithAHeadAndItsPosition() {
    subscriber.subscribes("/one");
    String sent = subscriber.sent();

    assertThat(sent)
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains(
            "\r\nContent-Type: text/event-stream\r\n",
            "\r\nCache-Control: no-cache, no-store, no-transform\r\n",
            "\r\nX-Accel-Buffering: no\r\n");
    assertThat(Subscriber.content(sent.substring(sent.indexOf("\r\n\r\n") + 4)))
        .isEqualTo("retry: 2000\nid: " + subscriber.id("one", 0) + "\n\n");
    assertThat(subscriber.counts().connections(Transport.SSE)).isEqualTo(1);
  }

  @Test
  void sendsWhatComesInOnePieceATurn() {
    subscriber.subscribes("/one");
    subscriber.sent();
    subscriber.publish("one", "a", "b");
    String sent = subscriber.sent();

    assertThat(Subscriber.content(sent)).isEqualTo(event(1, "a") + event(2, "b"));
    assertThat(sent.split("\r\n", -1)).hasSize(3); // one chunk: its size, its content, its end
    assertThat(subscriber.counts().delivered(Transport.SSE)).isEqualTo(2);
  }

  @Test
  void sendsWhatIsHeldBehindACursor() {
    subscriber.publish("one", "a", "b", "c");
    subscriber.subscribes("/one?cursor=" + subscriber.id("one", 1));

    assertThat(subscriber.sent()).contains(event(2, "b") + event(3, "c")).doesNotContain("data: a");
  }

  @Test
  void refusesACursorThatIsNone() {
    assertThatThrownBy(() -> subscriber.asks("GET", "/one?cursor=x"))
        .isInstanceOf(InvalidCursorException.class);
    assertThat(subscriber.channel().isOpen()).isTrue();
    assertThat(subscriber.counts().connections(Transport.SSE)).isZero();
  }

  @Test
  void answersHeadWithTheHeadAlone() {
    subscriber.asks("HEAD", "/one");

    assertThat(subscriber.sent()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n");
    assertThat(subscriber.counts().connections(Transport.SSE)).isZero();
  }

  @Test
  void endsTheLastEventWithTheCursorThatCoversAll() {
    subscriber.subscribes("/subscribe?topic=a&topic=b&envelope=raw");
    subscriber.sent();
    subscriber.publish("b", "b1", "b2");

    assertThat(subscriber.chunks())
        .isEqualTo("data: b1\n\ndata: b2\nid: " + subscriber.id("a", 0) + "."
            + subscriber.id("b", 2) + "\n\n");
  }

  @Test
  void tellsAGapAndGoesOnBehindIt() {
    subscriber.publish("one", "a");
    subscriber.subscribes("/one");
    subscriber.sent();
    subscriber.topics().delete("one");
    subscriber.publish("one", "again");

    assertThat(subscriber.chunks())
        .startsWith("id: " + subscriber.id("one", 0) + "\nevent: gap\ndata: {\"gap\":{")
        .contains("\"reason\":\"epoch\"")
        .endsWith(event(1, "again"));
    assertThat(subscriber.counts().gaps()).isEqualTo(1);
  }

  @Test
  void waitsForAClientThatDoesNotRead() {
    subscriber.subscribes("/one");
    subscriber.sent();
    subscriber.channel().setWritable(false);
    subscriber.publish("one", "a");
    subscriber.publish("one", "b");
    subscriber.advance(HEARTBEAT.multipliedBy(2));
    assertThat(subscriber.sent()).isEmpty();

    subscriber.channel().setWritable(true);
    subscriber.turn();
    assertThat(subscriber.chunks()).isEqualTo(event(1, "a") + event(2, "b"));
  }

  @Test
  void tellsAClientThatReadTooLateWhatItMissed() {
    subscriber.subscribes("/one");
    subscriber.sent();
    subscriber.channel().setWritable(false);
    for (int i = 1; i <= LoopByHand.MAX_MESSAGES + 7; i++) {
      subscriber.publish("one", "m" + i);
    }
    subscriber.channel().setWritable(true);
    subscriber.turn();

    assertThat(subscriber.chunks())
        .contains("event: gap", "\"missed\":7,\"reason\":\"overrun\"")
        .contains("data: m8\n")
        .doesNotContain("data: m7\n");
  }

  @Test
  void showsThatItLives() {
    subscriber.subscribes("/one");
    subscriber.sent();
    subscriber.advance(HEARTBEAT.multipliedBy(8).dividedBy(10));
    assertThat(subscriber.sent()).isEmpty();

    subscriber.advance(HEARTBEAT.dividedBy(4));
    assertThat(subscriber.chunks()).isEqualTo(":\n\n");
    subscriber.advance(HEARTBEAT.plusSeconds(1));
    assertThat(subscriber.chunks()).isEqualTo(":\n\n");
  }

  @Test
  void dropsWhatTheClientStillSends() {
    subscriber.subscribes("/one");
    subscriber.sent();
    subscriber.channel().receive("GET /two HTTP/1.1\r\nHost: x\r\n\r\n");
    subscriber.publish("one", "a");

    assertThat(subscriber.chunks()).isEqualTo(event(1, "a"));
  }

  @Test
  void forgetsAClientThatHasGone() {
    subscriber.subscribes("/one");
    assertThat(subscriber.topics().topic("one").subscribers(Transport.SSE)).isEqualTo(1);
    subscriber.channel().close();
    subscriber.publish("one", "a");
    subscriber.advance(HEARTBEAT.multipliedBy(3));

    assertThat(subscriber.topics().topic("one").subscribers(Transport.SSE)).isZero();
    assertThat(subscriber.counts().connections(Transport.SSE)).isZero();
  }

  @Test
  void saysGoodbyeWhenTheGatewayGoes() {
    subscriber.subscribes("/one");
    subscriber.sent();
    subscriber.drain();

    assertThat(subscriber.chunks()).matches("retry: [23][0-9]{3}\n\n<end>");
    assertThat(subscriber.channel().isOpen()).isFalse();
    assertThat(subscriber.counts().connections(Transport.SSE)).isZero();
  }

  private String event(int offset, String data) {
    return "id: " + subscriber.id("one", offset) + "\ndata: " + data + "\n\n";
  }
}
