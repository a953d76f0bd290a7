package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.topic.Position;
import dev.sluice.core.topic.Publication;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages and gaps as JSON. */
class EnvelopeTest {
  @Test
  void holdsAllOfAMessage() {
    Published published = Published.of(Published.text("tick", "hello"));

    assertThat(written(published))
        .isEqualTo("{\"topic\":\"prices.eur\",\"id\":\"" + published.id(1) + "\",\"time\":"
            + published.timeMillis() + ",\"event\":\"tick\",\"data\":\"hello\"}");
  }

  @Test
  void hasNoEventWhereThereIsNone() {
    assertThat(written(Published.of(Published.text("hello"))))
        .doesNotContain("event")
        .endsWith(",\"data\":\"hello\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a \"b\" | a \\\"b\\\"", "a\\b | a\\\\b", "ä😀 | ä😀", "a\u0080 | a\u0080"})
  void escapesTheEvent(String event, String expected) {
    assertThat(written(Published.of(Published.text(event, ""))))
        .contains(",\"event\":\"" + expected + "\",\"data\":\"\"}");
  }

  @Test
  void writesTextAsAString() {
    assertThat(data(Published.text("a\r\n\"b\"\t\\\u0000ä")))
        .isEqualTo("\"a\\r\\n\\\"b\\\"\\t\\\\\\u0000ä\"");
    assertThat(data(Published.text(""))).isEqualTo("\"\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1.00                  | 1.00",
        "12345678901234567890.1e400 | 12345678901234567890.1e400",
        "\"\\u00e4\\n\"        | \"\\u00e4\\n\"",
        "` { \"a\" : [ ] } `   | ` { \"a\" : [ ] } `",
        "`{\n  \"a\": 1,\r\n  \"b\": [\n]\r}\n` | `{  \"a\": 1,  \"b\": []}`",
        "`\n\n1\r\n`           | 1"
      })
  void passesJsonOnWithoutItsLineEnds(String json, String expected) {
    assertThat(data(Published.json(json))).isEqualTo(expected);
  }

  @Test
  void writesOtherBytesInBase64() {
    assertThat(written(Published.of(Published.binary((byte) 0xff, (byte) 0, (byte) '\n'))))
        .endsWith(",\"data_base64\":\"/wAK\"}");
    assertThat(written(Published.of(Published.binary()))).endsWith(",\"data_base64\":\"\"}");
  }

  @Test
  void tellsWhatWasOverrun() {
    Published published = Published.of(Published.text("a"));
    Gap gap = Gap.between(published.topic().position(3), published.topic(), 20);

    assertThat(Envelope.gap(gap))
        .isEqualTo("{\"topic\":\"prices.eur\",\"from\":\"" + gap.from().text() + "\",\"to\":\""
            + published.id(20) + "\",\"missed\":17,\"reason\":\"overrun\"}");
  }

  @Test
  void tellsOfAnotherEpochWithoutACount() {
    Published published = Published.of(Published.text("a"));
    Gap gap = Gap.between(new Position(published.topic().key(), 99, 3), published.topic(), 0);

    assertThat(Envelope.gap(gap))
        .isEqualTo("{\"topic\":\"prices.eur\",\"from\":\"" + gap.from().text() + "\",\"to\":\""
            + published.id(0) + "\",\"reason\":\"epoch\"}");
  }

  private static String data(Publication publication) {
    String envelope = written(Published.of(publication));
    return envelope.substring(envelope.indexOf("\"data\":") + 7, envelope.length() - 1);
  }

  private static String written(Published published) {
    ByteBuf out = Unpooled.buffer();
    Envelope.write(out, published.topic(), published.range().newest());
    return out.toString(StandardCharsets.UTF_8);
  }
}
