package dev.sluice.server.transport.sse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.topic.Publication;
import dev.sluice.server.transport.Envelope;
import dev.sluice.server.transport.EnvelopeMode;
import dev.sluice.server.transport.Published;
import dev.sluice.server.transport.sse.EventStream.Event;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as events, written, and read back as a browser reads them. */
class SseWriterTest {
  @Test
  void namesTheMessageItsTypeAndItsData() {
    Published published = Published.of(Published.text("tick", "hello"));

    assertThat(raw(published))
        .isEqualTo("id: " + published.id(1) + "\nevent: tick\ndata: hello\n\n");
  }

  @Test
  void namesNoTypeWhereThereIsNone() {
    Published published = Published.of(Published.text("hello"));

    assertThat(raw(published)).isEqualTo("id: " + published.id(1) + "\ndata: hello\n\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        " a ",
        "data: a",
        ":",
        "a\nb",
        "a\rb",
        "a\r\nb",
        "a\n",
        "a\r",
        "a\r\n",
        "\na",
        "\ra",
        "\r\na",
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "\r\r",
        "\n\r",
        "\r\n\r\n",
        "\r\r\n",
        "a\n\nid: x\n\nb",
        "a\r\r\nb\n\rc",
        "ä😀\u2028\u0085\u0000",
        "\ufeffa"
      })
  void keepsTextButForTheKindOfItsLineEnds(String text) {
    Published published = Published.of(Published.text(text), Published.text("next"));

    assertThat(EventStream.of(raw(published)).events)
        .containsExactly(
            new Event("", text.replaceAll("\r\n|\r", "\n"), published.id(1)),
            new Event("", "next", published.id(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", " a", "a: b", "ä😀", ":"})
  void keepsTheType(String event) {
    Published published = Published.of(Published.text(event, "x"));

    assertThat(EventStream.of(raw(published)).events)
        .containsExactly(new Event(event, "x", published.id(1)));
  }

  @Test
  void keepsJsonAsPublishedLineByLine() {
    Published published = Published.of(Published.json("{\r\n  \"a\": 1.0\n}"));

    assertThat(raw(published)).endsWith("\ndata: {\ndata:   \"a\": 1.0\ndata: }\n\n");
  }

  @Test
  void writesOtherBytesInBase64() {
    byte[] bytes = {(byte) 0xff, '\n', '\r', 0};
    Event event =
        EventStream.of(raw(Published.of(Published.binary(bytes)))).events.get(0);

    assertThat(Base64.getDecoder().decode(event.data())).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a\r\nb\n", ""})
  void writesAnEnvelopeInOneLine(String text) {
    Published published = Published.of(Published.text("tick", text));
    ByteBuf envelope = Unpooled.buffer();
    Envelope.write(envelope, published.topic(), published.range().newest());

    assertThat(written(new SseWriter(EnvelopeMode.JSON, false), published))
        .isEqualTo("id: " + published.id(1) + "\nevent: tick\ndata: "
            + envelope.toString(StandardCharsets.UTF_8) + "\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "b", "b\n"})
  void leavesTheLastOpenForTheIdOfSeveralTopics(String last) {
    Publication[] publications = {Published.text("a"), Published.text("tick", last)};
    String batch = written(new SseWriter(EnvelopeMode.RAW, true), Published.of(publications));
    assertThat(batch).doesNotContain("id:");

    assertThat(EventStream.of(batch).events).containsExactly(new Event("", "a", null));
    assertThat(EventStream.of(batch + "id: covering\n\n").events)
        .containsExactly(new Event("", "a", null), new Event("tick", last, "covering"));
  }

  @Test
  void endsEveryEventOfOneTopic() {
    Published published =
        Published.of(Published.text("a"), Published.text(""), Published.text("c"));

    assertThat(EventStream.of(raw(published)).events)
        .containsExactly(
            new Event("", "a", published.id(1)),
            new Event("", "", published.id(2)),
            new Event("", "c", published.id(3)));
  }

  private static String raw(Published published) {
    return written(new SseWriter(EnvelopeMode.RAW, false), published);
  }

  private static String written(SseWriter writer, Published published) {
    ByteBuf out = Unpooled.buffer();
    writer.write(out, published.topic(), published.range());
    return out.toString(StandardCharsets.UTF_8);
  }
}
