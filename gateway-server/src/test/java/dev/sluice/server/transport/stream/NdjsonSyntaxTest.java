package dev.sluice.server.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.fanout.WireFormat;
import dev.sluice.core.metrics.Transport;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.StreamFraming;
import dev.sluice.server.transport.Envelope;
import dev.sluice.server.transport.EnvelopeMode;
import dev.sluice.server.transport.Published;
import dev.sluice.server.transport.SubscriptionRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Messages, gaps and cursors as lines. */
class NdjsonSyntaxTest {
  private final NdjsonSyntax syntax = new NdjsonSyntax(ByteBufAllocator.DEFAULT);

  @Test
  void writesALineForEachMessage() {
    Published published = Published.of(Published.text("a\nb"), Published.json("[\n1]"));

    assertThat(encoded(published, StreamFraming.NONE))
        .isEqualTo(envelope(published, 0) + "\n" + envelope(published, 1) + "\n")
        .contains("\"data\":\"a\\nb\"", "\"data\":[1]");
  }

  @Test
  void framesABatchAsOneChunk() {
    Published published = Published.of(Published.text("a"), Published.text("b"));
    String lines = encoded(published, StreamFraming.NONE);

    assertThat(encoded(published, StreamFraming.CHUNKED))
        .isEqualTo(Integer.toHexString(lines.length()) + "\r\n" + lines + "\r\n");
  }

  @Test
  void namesWhereItBeginsForSeveralTopicsOnly() {
    assertThat(syntax.opening("c", true)).isEqualTo("{\"cursor\":\"c\"}\n");
    assertThat(syntax.opening("c", false)).isEmpty();
  }

  @Test
  void tellsAGapInALineAndTheCursorBehindItOfSeveralTopics() {
    Published published = Published.of(Published.text("a"));
    Gap gap = Gap.between(published.topic().position(0), published.topic(), 7);
    String line = "{\"gap\":" + Envelope.gap(gap) + "}\n";

    assertThat(syntax.gap(gap, "c", false)).isEqualTo(line);
    assertThat(syntax.gap(gap, "c", true)).isEqualTo(line + "{\"cursor\":\"c\"}\n");
  }

  @Test
  void showsThatItLivesByAnEmptyLine() {
    assertThat(syntax.heartbeat()).isEqualTo("\n");
    assertThat(syntax.farewell(5)).isEmpty();
  }

  @Test
  void hasEnvelopesOnly() {
    assertThat(syntax.envelope(request(null))).isEqualTo(EnvelopeMode.JSON);
    assertThat(syntax.envelope(request(EnvelopeMode.JSON))).isEqualTo(EnvelopeMode.JSON);
    assertThatThrownBy(() -> syntax.envelope(request(EnvelopeMode.RAW)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400));
  }

  private static SubscriptionRequest request(@Nullable EnvelopeMode envelope) {
    return new SubscriptionRequest(List.of("a"), true, Transport.STREAM, null, null, envelope, 0);
  }

  private String encoded(Published published, StreamFraming framing) {
    WireFormat<ByteBuf> format = syntax.format(EnvelopeMode.JSON, false, framing);
    ByteBuf batch = format.encode(published.topic(), published.range());
    try {
      return batch.toString(StandardCharsets.UTF_8);
    } finally {
      format.release(batch);
    }
  }

  private static String envelope(Published published, int index) {
    ByteBuf out = Unpooled.buffer();
    Envelope.write(out, published.topic(), published.range().get(index));
    return out.toString(StandardCharsets.UTF_8);
  }
}
