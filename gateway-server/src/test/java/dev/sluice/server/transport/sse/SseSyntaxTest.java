package dev.sluice.server.transport.sse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.fanout.WireFormat;
import dev.sluice.server.http.StreamFraming;
import dev.sluice.server.transport.Envelope;
import dev.sluice.server.transport.EnvelopeMode;
import dev.sluice.server.transport.Published;
import dev.sluice.server.transport.sse.EventStream.Event;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an event stream says beside messages. */
class SseSyntaxTest {
  private final SseSyntax syntax = new SseSyntax(Duration.ofSeconds(2), ByteBufAllocator.DEFAULT);

  @Test
  void beginsWithWhenToComeBackAndWhereItStands() {
    EventStream stream = EventStream.of(syntax.opening("c", false));

    assertThat(stream.retries).containsExactly("2000");
    assertThat(stream.idsAlone).containsExactly("c");
    assertThat(stream.events).isEmpty();
  }

  @Test
  void showsThatItLivesWithoutAnEvent() {
    EventStream stream = EventStream.of(syntax.heartbeat());

    assertThat(stream.comments).hasSize(1);
    assertThat(stream.events).isEmpty();
    assertThat(stream.idsAlone).isEmpty();
  }

  @Test
  void tellsAGapAsAnEventWithTheCursorBehindIt() {
    Published published = Published.of(Published.text("a"));
    Gap gap = Gap.between(published.topic().position(0), published.topic(), 7);

    assertThat(EventStream.of(syntax.gap(gap, "c", true)).events)
        .containsExactly(new Event("gap", "{\"gap\":" + Envelope.gap(gap) + "}", "c"));
  }

  @Test
  void spreadsTheReturnOfItsClients() {
    assertThat(EventStream.of(syntax.farewell(345)).retries).containsExactly("2345");
  }

  @Test
  void hasAFormatForEachWayToSubscribe() {
    Set<WireFormat<ByteBuf>> formats = new HashSet<>();
    for (EnvelopeMode envelope : EnvelopeMode.values()) {
      for (boolean several : new boolean[] {false, true}) {
        for (StreamFraming framing : StreamFraming.values()) {
          WireFormat<ByteBuf> format = syntax.format(envelope, several, framing);
          String encoded = encoded(format);

          assertThat(encoded.endsWith("\r\n")).isEqualTo(framing == StreamFraming.CHUNKED);
          assertThat(encoded.contains("id: ")).isNotEqualTo(several);
          assertThat(encoded.contains("\"topic\"")).isEqualTo(envelope == EnvelopeMode.JSON);
          assertThat(syntax.format(envelope, several, framing)).isSameAs(format);
          formats.add(format);
        }
      }
    }
    assertThat(formats).hasSize(8);
  }

  private static String encoded(WireFormat<ByteBuf> format) {
    Published published = Published.of(Published.text("a"));
    ByteBuf batch = format.encode(published.topic(), published.range());
    try {
      return batch.toString(StandardCharsets.UTF_8);
    } finally {
      format.release(batch);
    }
  }
}
